import type { EChartsCoreOption } from "echarts/core"
import { baselinesOfTable, ecdf, type Board, type GroupView } from "@diapason/views"
import { type Look, showDuration, showNumber } from "@diapason/figures"
import { outcomes, type By, type Compared } from "./compared.ts"

const dashes = ["solid", "dashed", "dotted"] as const

const line = (name: string, i: number, look: Look) => ({
  name,
  type: "line",
  step: "end",
  symbol: "none",
  lineStyle: { width: 2, color: look.categories[i % look.categories.length]!, type: dashes[Math.floor(i / 2) % 3]! },
  itemStyle: { color: look.categories[i % look.categories.length]! },
})

const frame = (look: Look, names: readonly string[]) => ({
  grid: { left: 60, right: 18, top: 34, bottom: 38 },
  legend: { type: "scroll", top: 0, left: 0, textStyle: { color: look.text }, data: [...names] },
})

const budgetAxis = (by: By, look: Look) => ({
  name: by === "trials" ? "ended trials" : "time open",
  nameLocation: "middle",
  nameGap: 24,
  splitLine: { show: false },
  axisLabel: { color: look.faint, ...(by === "time" && { formatter: (value: number) => showDuration(value) }) },
})

const percent = (share: number): string => `${Math.round(share * 100)} %`

const shareTip = { trigger: "axis", valueFormatter: (value: unknown) => (typeof value === "number" ? percent(value) : "") }

const shareAxis = (look: Look) => ({
  type: "value",
  min: 0,
  max: 1,
  axisLabel: { color: look.faint, formatter: percent },
  splitLine: { lineStyle: { color: look.line } },
})

/** The best of each study against what it had spent. */
export function progressOption({ progress }: Compared, boards: readonly Board[], by: By, look: Look): EChartsCoreOption {
  return {
    ...frame(
      look,
      progress.map(({ study }) => study),
    ),
    tooltip: { trigger: "axis", valueFormatter: (value: unknown) => (typeof value === "number" ? showNumber(value) : "") },
    xAxis: {
      type: "value",
      min: 0,
      ...budgetAxis(by, look),
    },
    yAxis: { type: "value", scale: true, axisLabel: { color: look.faint }, splitLine: { lineStyle: { color: look.line } } },
    series: progress.flatMap(({ study, points, spent }, i) => [
      {
        ...line(study, i, look),
        data: [...points.map((point) => [point[by], point.value]), ...(points.length > 0 ? [[spent[by], points.at(-1)!.value]] : [])],
      },
      ...baselineOf(boards[i]!, i, spent[by], look),
    ]),
  }
}

/** The best baseline of a study as a faint level in its colour, with the square of baselines at its beginning. */
function baselineOf({ ledger, table }: Board, i: number, until: number, look: Look): readonly object[] {
  const { metric, direction } = ledger.definition.objectives[0]!
  const values = baselinesOfTable(table, metric).flatMap(({ value }) => value ?? [])
  if (values.length === 0) return []
  const level = direction === "minimize" ? Math.min(...values) : Math.max(...values)
  const color = look.categories[i % look.categories.length]!
  return [
    {
      type: "line",
      id: `baseline-${i}`,
      silent: true,
      symbol: "rect",
      showSymbol: true,
      symbolSize: (_: unknown, { dataIndex }: { dataIndex: number }) => (dataIndex === 0 ? 9 : 0),
      itemStyle: { color: "transparent", borderColor: color, borderWidth: 1.6 },
      lineStyle: { color, type: [2, 6], width: 1.2, opacity: 0.8 },
      tooltip: { show: false },
      data: [
        [0, level],
        [until, level],
      ],
    },
  ]
}

/** Which share of all ended trials was as good as a value. */
export function ecdfOption({ metric, direction }: Compared, boards: readonly Board[], look: Look): EChartsCoreOption {
  const names = boards.map(({ ledger }) => ledger.definition.name)
  return {
    ...frame(look, names),
    tooltip: shareTip,
    xAxis: {
      type: "value",
      scale: true,
      inverse: direction === "maximize",
      name: `${metric}, the best first`,
      nameLocation: "middle",
      nameGap: 24,
      splitLine: { show: false },
      axisLabel: { color: look.faint },
    },
    yAxis: shareAxis(look),
    series: boards.map((board, i) => ({
      ...line(names[i]!, i, look),
      data: ecdf(outcomes(board), direction).map(({ value, share }) => [value, share]),
    })),
  }
}

/** Which share of targets each group of studies has reached by which budget, up to the last one that all have spent. */
export function runtimesOption(groups: readonly GroupView[], last: number, by: By, look: Look): EChartsCoreOption {
  return {
    ...frame(
      look,
      groups.map(({ group }) => group),
    ),
    tooltip: shareTip,
    xAxis: {
      type: "value",
      min: 0,
      max: last,
      ...budgetAxis(by, look),
    },
    yAxis: shareAxis(look),
    series: groups.map(({ group, ecdf }, i) => ({
      ...line(group, i, look),
      data: [[0, 0], ...ecdf.filter(({ budget }) => budget <= last).map(({ budget, share }) => [budget, share]), endOf(ecdf, last)],
    })),
  }
}

const endOf = (ecdf: GroupView["ecdf"], last: number): readonly number[] => [
  last,
  ecdf.findLast(({ budget }) => budget <= last)?.share ?? 0,
]
