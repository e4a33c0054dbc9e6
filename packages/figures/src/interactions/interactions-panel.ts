import type { Interactions, NoInteractions } from "@diapason/algorithms"
import type { EChartsCoreOption } from "echarts/core"
import type { Look } from "../look.ts"
import type { Lack, Panel } from "../panel.ts"

interface Row {
  readonly pair: string
  readonly share: number
  readonly low: number
  readonly high: number
  readonly floor: number
  readonly h: number
  readonly says: string
}

/** Which pairs act together, strongest first, with intervals and what chance shows. */
export const interactionsPanel = (found: Interactions | NoInteractions): Panel<Row> => ({
  id: "interactions",
  asks: "Which parameters act together?",
  help: "How much of all variation over the space only the pair explains, beyond what each of the two explains alone, by a model of the trials. The line is the 90 % interval, the hollow mark what chance shows without any interaction: a bar that does not pass it says nothing. Of a pair that acts strongly the best value of one depends on the other, so choose them together.",
  lacks: () =>
    "lacks" in found
      ? lackOf(found)
      : found.pairs.length === 0
        ? { says: "No two parameters can act together here: each hangs on another." }
        : undefined,
  rows: () =>
    "lacks" in found
      ? []
      : found.pairs.slice(0, most).map(({ first, second, share, low, high, floor, h, sentence, exponent }) => ({
          pair: `${first} × ${second}`,
          share,
          low,
          high,
          floor,
          h: h.value,
          says: exponent === undefined ? sentence : `${sentence}; ${exponent.sentence}`,
        })),
  columns: [
    { name: "pair", value: ({ pair }) => pair },
    { name: "share", value: ({ share }) => share },
    { name: "low", value: ({ low }) => low },
    { name: "high", value: ({ high }) => high },
    { name: "chance", value: ({ floor }) => floor },
    { name: "H²", value: ({ h }) => h },
    { name: "in words", value: ({ says }) => says },
  ],
  summary: (rows) => summaryOf(rows, found),
  draw: (rows, _, look) => picture(rows, look),
})

/** As figures say it. */
export const lackOf = ({ lacks, has, needed }: NoInteractions): Lack => ({
  says: lacks,
  ...(has !== undefined && { has }),
  ...(needed !== undefined && { needs: needed }),
})

function summaryOf([top]: readonly Row[], found: Interactions | NoInteractions): string {
  if (top === undefined || "lacks" in found) return "No pair was looked at."
  const scaling = found.scaling.filter(({ verdict }) => verdict !== "lacking").map(({ sentence }) => capital(`${sentence}.`))
  if (top.share <= top.floor) return ["No pair acts together beyond what chance shows.", ...scaling].join(" ")
  return [capital(`${found.pairs[0]!.sentence}.`), ...scaling].join(" ")
}

const capital = (text: string): string => (/^[a-z]+ [a-z]+ /.test(text) && text.startsWith("the ") ? `T${text.slice(1)}` : text)

const percent = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`

interface Api {
  value(dimension: number): number
  coord(point: readonly [number, number]): [number, number]
}

function picture(rows: readonly Row[], look: Look): EChartsCoreOption {
  return {
    grid: { left: 8, right: 56, top: 4, bottom: 24, containLabel: true },
    tooltip: { trigger: "item", confine: true, renderMode: "richText" },
    xAxis: {
      type: "value",
      min: 0,
      max: Math.min(1, 1.1 * Math.max(0.01, ...rows.map(({ high }) => high))),
      axisLabel: { formatter: (share: number) => percent(share), color: look.faint, hideOverlap: true, showMaxLabel: false },
      splitLine: { lineStyle: { color: look.line } },
    },
    yAxis: {
      type: "category",
      inverse: true,
      data: rows.map(({ pair }) => pair),
      axisLabel: { color: look.text, width: 190, overflow: "truncate" },
      axisTick: { show: false },
      axisLine: { show: false },
    },
    series: [
      {
        type: "bar",
        barMaxWidth: 14,
        data: rows.map(({ share, floor, says }) => ({
          value: share,
          itemStyle: { color: share > floor ? look.accent : look.line },
          tooltip: { formatter: says },
        })),
      },
      {
        type: "custom",
        silent: true,
        z: 3,
        renderItem(_: unknown, api: Api) {
          const place = api.value(0)
          const [from, y] = api.coord([api.value(1), place])
          const [to] = api.coord([api.value(2), place])
          const [chance] = api.coord([api.value(3), place])
          return {
            type: "group",
            children: [
              { type: "line", shape: { x1: from, y1: y, x2: to, y2: y }, style: { stroke: look.text, lineWidth: 1.5 } },
              ...[from, to].map((x) => ({
                type: "line",
                shape: { x1: x, y1: y - 4, x2: x, y2: y + 4 },
                style: { stroke: look.text, lineWidth: 1.5 },
              })),
              { type: "circle", shape: { cx: chance, cy: y, r: 3.5 }, style: { fill: look.surface, stroke: look.faint, lineWidth: 1.5 } },
            ],
          }
        },
        data: rows.map(({ low, high, floor }, place) => [place, low, high, floor]),
        encode: { x: [1, 2, 3], y: 0 },
      },
    ],
  }
}

/** Pairs that are drawn. */
const most = 12
