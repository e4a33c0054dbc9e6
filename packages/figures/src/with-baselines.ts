import { baselinesOfTable, type BaselineTrial } from "@diapason/views"
import type { EChartsCoreOption } from "echarts/core"
import type { StudyView } from "./study-view.ts"
import type { Look } from "./look.ts"

/** The baselines of a view that the filter keeps: those that charts mark. */
export const shownBaselines = ({ board: { ledger, table }, mask }: Pick<StudyView, "board" | "mask">): readonly BaselineTrial[] =>
  baselinesOfTable(table, ledger.definition.objectives[0]!.metric).filter(({ trial }) => mask[trial] === 1)

/** How a baseline is marked in every chart: a hollow square around its mark, in the colour of text. */
export const baselineFace = (look: Look) => ({
  symbol: "rect",
  symbolSize: 13,
  silent: true,
  z: 8,
  itemStyle: { color: "transparent", borderColor: look.text, borderWidth: 1.6, opacity: 1 },
})

/** A picture with its baselines marked: each point that carries a baseline's number as `trial` gets the square. */
export function withBaselines(option: EChartsCoreOption, baselines: readonly BaselineTrial[], look: Look): EChartsCoreOption {
  const { series } = option as { readonly series?: unknown }
  if (baselines.length === 0 || !Array.isArray(series)) return option
  const numbers = new Set(baselines.map(({ trial }) => trial))
  const marked = (series as readonly Series[]).flatMap((one, i) => {
    const points = one.type === "scatter" && Array.isArray(one.data) ? one.data.filter((point) => isOf(point, numbers)) : []
    if (points.length === 0) return []
    const { xAxisIndex = 0, yAxisIndex = 0 } = one
    return [
      { ...baselineFace(look), type: "scatter", id: `baselines-${i}`, xAxisIndex, yAxisIndex, data: points.map(({ value }) => value) },
    ]
  })
  return marked.length === 0 ? option : { ...option, series: [...(series as readonly object[]), ...marked] }
}

/** Whether a picture shows baselines, so that the legend belongs below it. */
export const marksBaselines = ({ series }: EChartsCoreOption): boolean =>
  Array.isArray(series) &&
  (series as readonly Series[]).some(({ id, data }) => id?.startsWith("baseline") === true && (data?.length ?? 0) > 0)

interface Series {
  readonly type?: string
  readonly id?: string
  readonly data?: readonly Point[]
  readonly xAxisIndex?: number
  readonly yAxisIndex?: number
}

interface Point {
  readonly trial?: number
  readonly value?: readonly unknown[]
}

const isOf = (point: unknown, numbers: ReadonlySet<number>): boolean =>
  typeof point === "object" && point !== null && "trial" in point && "value" in point && numbers.has(Number(point.trial))
