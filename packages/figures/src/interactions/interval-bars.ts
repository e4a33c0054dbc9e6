import type { EChartsCoreOption } from "echarts/core"
import type { Look } from "../look.ts"

/** A share in 0..1 with its interval, what chance shows where that is known, and what is said of it. */
interface IntervalBar {
  readonly name: string
  readonly share: number
  readonly low: number
  readonly high: number
  readonly floor?: number
  readonly says: string
}

const percent = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`

interface Api {
  value(dimension: number): number
  coord(point: readonly [number, number]): [number, number]
}

/** Shares as bars, each with its interval; grey where it is no more than chance, which is a hollow mark. */
export function intervalBars(rows: readonly IntervalBar[], look: Look): EChartsCoreOption {
  return {
    grid: { left: 8, right: 56, top: 4, bottom: 24, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
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
      data: rows.map(({ name }) => name),
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
          itemStyle: { color: share > (floor ?? 0) ? look.accent : look.line },
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
              ...(Number.isNaN(chance)
                ? []
                : [
                    {
                      type: "circle",
                      shape: { cx: chance, cy: y, r: 3.5 },
                      style: { fill: look.surface, stroke: look.faint, lineWidth: 1.5 },
                    },
                  ]),
            ],
          }
        },
        data: rows.map(({ low, high, floor }, place) => [place, low, high, floor ?? NaN]),
        encode: { x: [1, 2, 3], y: 0 },
      },
    ],
  }
}
