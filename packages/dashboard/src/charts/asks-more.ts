import type { EChartsCoreOption } from "echarts/core"

/** What the small engine draws by itself. */
const small = new Set(["line", "scatter"])
const parts = ["brush", "dataZoom", "graphic", "legend", "parallel", "parallelAxis", "title", "toolbox", "visualMap"]

/** Whether a picture needs more than the small engine has; then `engine-more.ts` is loaded before it is drawn. */
export function asksMore(option: EChartsCoreOption): boolean {
  const series = [option["series"] ?? []].flat() as readonly {
    readonly type?: string
    readonly markArea?: unknown
    readonly markLine?: unknown
    readonly markPoint?: unknown
  }[]
  return (
    parts.some((name) => option[name] !== undefined) ||
    series.some((one) => !small.has(one.type ?? "line") || (one.markArea ?? one.markLine ?? one.markPoint) !== undefined)
  )
}
