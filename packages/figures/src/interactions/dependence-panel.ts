import type { Dependence, Evidence } from "@diapason/algorithms"
import type { Json } from "@diapason/core"
import type { EChartsCoreOption } from "echarts/core"
import { valueAxisOf } from "../axes.ts"
import type { Look } from "../look.ts"
import type { Panel } from "../panel.ts"
import type { StudyView } from "../study-view.ts"
import { showNumber } from "../words/show-value.ts"
import { axisOfFeature, placeOf } from "./axis-of-feature.ts"

interface Row {
  readonly place: number
  readonly value: string
  readonly mean: number
  readonly low: number
  readonly high: number
  readonly support: number
}

/** What a model believes of one parameter, all else averaged out: the mean with its band, and single configurations. */
export function dependencePanel(evidence: Evidence, dependence: Dependence): Panel<Row> {
  const feature = evidence.features[dependence.feature]!
  return {
    id: `dependence-${feature.name}`,
    asks: `What would ${feature.name} alone change?`,
    help: "The objective that a model of the trials expects along this parameter, averaged over all others, with two standard deviations of the model. Thin lines are single configurations of which only this parameter moves: where they cross, it acts together with another. Dashed is where no trial is near.",
    lacks: () => (dependence.at.some(({ mean }) => mean === mean) ? undefined : { says: `${feature.name} is active nowhere.` }),
    rows: (view) =>
      dependence.at
        .filter(({ mean }) => mean === mean)
        .map(({ unit, value, mean, low, high, support }) => {
          const sign = signOf(view)
          const ends = [sign * low, sign * high].sort((a, b) => a - b)
          return { place: placeOf(feature, unit), value: said(value), mean: sign * mean, low: ends[0]!, high: ends[1]!, support }
        }),
    columns: [
      { name: feature.name, value: ({ value }) => value },
      { name: "expected", value: ({ mean }) => mean },
      { name: "low", value: ({ low }) => low },
      { name: "high", value: ({ high }) => high },
      { name: "support", value: ({ support }) => support },
    ],
    summary(rows, view) {
      const [best] = rows.toSorted((a, b) => signOf(view) * (a.mean - b.mean))
      return `Averaged over the others, ${feature.name} is expected to be best near ${best!.value}.`
    },
    draw: (rows, view, look) => picture(rows, evidence, dependence, view, look),
  }
}

const signOf = ({ board }: StudyView): 1 | -1 => (board.ledger.definition.objectives[0]!.direction === "maximize" ? -1 : 1)

function picture(
  rows: readonly Row[],
  evidence: Evidence,
  { feature, at, lines }: Dependence,
  view: StudyView,
  look: Look,
): EChartsCoreOption {
  const known = evidence.features[feature]!
  const quiet = { type: "line", silent: true, symbol: "none" }
  const places = at.map(({ unit }) => placeOf(known, unit))
  const near = (supported: boolean) => rows.map(({ place, mean }, i) => [place, drawn(rows, i, supported) ? mean : null])
  return {
    grid: { left: 56, right: 16, top: 10, bottom: 44 },
    xAxis: axisOfFeature(view.board.table, known, look, { nameGap: 26 }),
    yAxis: valueAxisOf(look),
    tooltip: { trigger: "item", confine: true, renderMode: "richText" },
    series: [
      ...lines.map((line) => ({
        ...quiet,
        lineStyle: { color: look.faint, width: 0.8, opacity: 0.35 },
        data: Array.from(line, (loss, k) => [places[k]!, loss === loss ? signOf(view) * loss : null]),
      })),
      {
        type: "custom",
        silent: true,
        renderItem: (_: unknown, api: { coord(point: readonly [number, number]): [number, number] }) => ({
          type: "polygon",
          shape: {
            points: [
              ...rows.map(({ place, high }) => api.coord([place, high])),
              ...rows.toReversed().map(({ place, low }) => api.coord([place, low])),
            ],
          },
          style: { fill: look.accent, opacity: 0.16 },
        }),
        data: [[rows[0]!.place, rows[0]!.low]],
        z: 2,
      },
      { ...quiet, z: 3, lineStyle: { color: look.accent, width: 2 }, data: near(true) },
      { ...quiet, z: 3, lineStyle: { color: look.accent, width: 2, type: [4, 4] }, data: near(false) },
      {
        id: "rows",
        type: "scatter",
        z: 4,
        symbolSize: known.levels > 0 ? 7 : 3,
        itemStyle: { color: look.accent },
        data: rows.map(({ place, mean, value, low, high }) => ({
          value: [place, mean],
          tooltip: { formatter: `${value}: ${short(mean)}, ${short(low)} to ${short(high)}` },
        })),
      },
    ],
  }
}

/** A stretch is drawn through both of its ends: as supported where both are, else as a guess. */
function drawn(rows: readonly Row[], i: number, supported: boolean): boolean {
  const has = (k: number): boolean => (rows[k]?.support ?? 1) > 0
  return supported ? has(i) : !has(i) || !has(i - 1) || !has(i + 1)
}

const said = (value: Json): string => (typeof value === "number" ? short(value) : typeof value === "string" ? value : JSON.stringify(value))

const short = (value: number): string => showNumber(Number(value.toPrecision(3)))
