import type { DependenceSurface, Evidence } from "@diapason/algorithms"
import type { Json } from "@diapason/core"
import { columnNamed } from "@diapason/views"
import type { EChartsCoreOption } from "echarts/core"
import type { Look } from "../look.ts"
import type { Panel } from "../panel.ts"
import type { StudyView } from "../study-view.ts"
import { escaped } from "../space/escaped.ts"
import { jittered } from "../space/jitter.ts"
import { rampOf, rampSteps } from "../space/ramp.ts"
import { showNumber } from "../words/show-value.ts"
import { axisOfFeature, placeOf } from "./axis-of-feature.ts"

interface Row {
  /** Places on the axes, and how far the cell reaches. */
  readonly x: number
  readonly y: number
  readonly across: string
  readonly up: string
  /** Of the objective, as it is reported. */
  readonly mean: number
  readonly deviation: number
  readonly support: number
}

/** What a model believes of two parameters together, all else averaged out: faded where no trial supports it, with the trials on top. */
export function surfacePanel(evidence: Evidence, surface: DependenceSurface): Panel<Row> {
  const [first, second] = [evidence.features[surface.first]!.name, evidence.features[surface.second]!.name]
  return {
    id: "surface",
    asks: `What would ${first} and ${second} give together?`,
    help: "The objective that a model of the trials expects at each place, averaged over all other parameters: bright is good. Dots are the trials. Where the picture fades no trial is near, and what the model says there is a guess. If the best place along one parameter moves as the other changes, the two must be chosen together.",
    lacks: () => (rowsOf(evidence, surface, 1).length > 0 ? undefined : { says: `${first} and ${second} are never active together.` }),
    rows: (view) => rowsOf(evidence, surface, signOf(view)),
    columns: [
      { name: first, value: ({ across }) => across },
      { name: second, value: ({ up }) => up },
      { name: "expected", value: ({ mean }) => mean },
      { name: "deviation", value: ({ deviation }) => deviation },
      { name: "support", value: ({ support }) => support },
    ],
    summary(rows, view) {
      const near = rows.filter(({ support }) => support > 0.2)
      const [best] = (near.length > 0 ? near : rows).toSorted((a, b) => signOf(view) * (a.mean - b.mean))
      return `Expected to be best near ${first} ${best!.across} with ${second} ${best!.up}: ${short(best!.mean)}, give or take ${short(2 * best!.deviation)}.`
    },
    draw: (rows, view, look) => picture(rows, evidence, surface, view, look),
  }
}

const signOf = ({ board }: StudyView): 1 | -1 => (board.ledger.definition.objectives[0]!.direction === "maximize" ? -1 : 1)

function rowsOf(
  { features }: Evidence,
  { first, second, across, up, mean, deviation, support }: DependenceSurface,
  sign: 1 | -1,
): readonly Row[] {
  return up.flatMap((v, b) =>
    across.flatMap((u, a) => {
      const k = b * across.length + a
      if (Number.isNaN(mean[k]!)) return []
      const places = { x: placeOf(features[first]!, u.unit), y: placeOf(features[second]!, v.unit) }
      return [
        { ...places, across: said(u.value), up: said(v.value), mean: sign * mean[k]!, deviation: deviation[k]!, support: support[k]! },
      ]
    }),
  )
}

interface Api {
  value(dimension: number): number
  coord(point: readonly [number, number]): [number, number]
}

function picture(rows: readonly Row[], evidence: Evidence, surface: DependenceSurface, view: StudyView, look: Look): EChartsCoreOption {
  const { table } = view.board
  const [x, y] = [evidence.features[surface.first]!, evidence.features[surface.second]!]
  const ramp = rampOf(look)
  const order = rows.map(({ mean }) => mean).sort((a, b) => signOf(view) * (b - a))
  const paint = (mean: number): string => ramp[Math.round((order.indexOf(mean) / Math.max(1, order.length - 1)) * (rampSteps - 1))]!
  const [wide, tall] = [halfOf(surface.across, x.levels), halfOf(surface.up, y.levels)]
  return {
    grid: { left: 74, right: 16, top: 10, bottom: 44 },
    xAxis: axisOfFeature(table, x, look, { nameGap: 26 }),
    yAxis: axisOfFeature(table, y, look, { nameGap: 54 }),
    tooltip: { trigger: "item", confine: true },
    series: [
      {
        type: "custom",
        z: 1,
        renderItem(_: unknown, api: Api) {
          const [left, bottom] = api.coord([api.value(0) - wide, api.value(1) - tall])
          const [right, top] = api.coord([api.value(0) + wide, api.value(1) + tall])
          const shape = { x: left, y: top, width: right - left + 0.5, height: bottom - top + 0.5 }
          return { type: "rect", shape, style: { fill: paint(api.value(2)), opacity: 0.12 + 0.78 * api.value(3) } }
        },
        data: rows.map((row) => ({
          value: [row.x, row.y, row.mean, row.support],
          tooltip: {
            formatter: `${escaped(row.across)} × ${escaped(row.up)}<br>expected ${short(row.mean)} ± ${short(2 * row.deviation)}${row.support === 0 ? "<br>no trial is near" : ""}`,
          },
        })),
        encode: { x: 0, y: 1 },
      },
      dots(evidence, surface, view, look),
    ],
  }
}

/** Half of the room between two neighbours. */
const halfOf = (ticks: readonly unknown[], levels: number): number => (levels > 0 ? 0.5 / levels : 0.5 / Math.max(1, ticks.length - 1))

function dots(
  { features, units, trials }: Evidence,
  { first, second }: DependenceSurface,
  { board: { table, ledger } }: StudyView,
  look: Look,
): object {
  const { metric } = ledger.definition.objectives[0]!
  const values = columnNamed(table, metric)!.values
  const d = features.length
  const every = Math.ceil(trials.length / mostDots)
  return {
    type: "scatter",
    symbolSize: 6,
    z: 3,
    itemStyle: { color: look.surface, borderColor: look.text, borderWidth: 1 },
    data: Array.from(trials, (trial, i) => ({ trial, u: units[i * d + first]!, v: units[i * d + second]! }))
      .filter(({ u, v }, i) => i % every === 0 && u === u && v === v)
      .map(({ trial, u, v }) => ({
        value: [
          jittered(placeOf(features[first]!, u), features[first]!.levels || undefined, trial),
          jittered(placeOf(features[second]!, v), features[second]!.levels || undefined, trial),
        ],
        trial,
        tooltip: { formatter: `#${trial}: ${short(values[trial]!)}` },
      })),
  }
}

const said = (value: Json): string => (typeof value === "number" ? short(value) : typeof value === "string" ? value : JSON.stringify(value))

const short = (value: number): string => showNumber(Number(value.toPrecision(3)))

const mostDots = 600
