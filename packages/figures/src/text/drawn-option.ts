import type { EChartsCoreOption } from "echarts/core"

/** What text reads of a picture's specification; all else, such as colours, is left to other drawings. */
export interface DrawnOption {
  readonly grids: number
  readonly xAxes: readonly DrawnAxis[]
  readonly yAxes: readonly DrawnAxis[]
  readonly series: readonly DrawnSeries[]
}

/** An axis as the chart library takes it. */
export interface DrawnAxis {
  readonly type?: "value" | "log" | "time" | "category"
  readonly name?: string
  readonly min?: number | ((extent: { readonly min: number; readonly max: number }) => number)
  readonly max?: number | ((extent: { readonly min: number; readonly max: number }) => number)
  readonly inverse?: boolean
  readonly show?: boolean
  readonly gridIndex?: number
  readonly data?: readonly string[]
  readonly axisLabel?: { readonly show?: boolean; readonly formatter?: unknown; readonly customValues?: readonly number[] }
}

/** A series as the chart library takes it. */
export interface DrawnSeries {
  readonly type?: string
  readonly name?: string
  readonly step?: string | false
  readonly stack?: string
  readonly symbol?: string
  readonly itemStyle?: { readonly color?: unknown; readonly borderColor?: unknown }
  readonly label?: { readonly show?: boolean; readonly formatter?: unknown }
  readonly xAxisIndex?: number
  readonly yAxisIndex?: number
  readonly data?: readonly unknown[]
  readonly markLine?: { readonly data?: readonly { readonly xAxis?: number; readonly yAxis?: number }[] }
}

/** The option as what text can read; a single axis is a list of one. */
export function drawnOption(option: EChartsCoreOption): DrawnOption {
  const of = (name: string): readonly object[] => ([option[name] ?? []].flat() as readonly object[]).filter((one) => one !== null)
  return {
    grids: Math.max(1, of("grid").length),
    xAxes: of("xAxis"),
    yAxes: of("yAxis"),
    series: of("series"),
  }
}

/** What a point says of itself: `[x, y, …]`, a single number, or an object around either. Not finite: a gap. */
export function numbersOf(point: unknown): readonly number[] {
  const value = typeof point === "object" && point !== null && "value" in point ? point.value : point
  return (Array.isArray(value) ? value : [value]).map((one) => (typeof one === "number" ? one : NaN))
}
