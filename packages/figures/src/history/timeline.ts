import { marks, type Mark } from "@diapason/views"
import type { Look } from "../look.ts"
import { inWords } from "../words/in-words.ts"
import { barsOf, type Bar } from "./lanes.ts"
import type { Choices } from "../study-view.ts"
import type { Panel } from "../panel.ts"

/** How many trials the choices ask for: `tl=1000`; the newest 200 by itself. */
const timelineLength = (choices: Choices): number => {
  const asked = choices["tl"]
  return asked === "all" ? Infinity : Number(asked) > 0 ? Number(asked) : 200
}

/** Which trials ran when, a lane for each place where one runs at a time. */
export const timeline: Panel<Bar> = {
  id: "timeline",
  asks: "What is happening?",
  help: "A bar is a trial from its start to its end, its height, sign and colour its state (pruned ones are lower, failed ones have a cross); a lane is a place where one trial runs at a time. Gaps are time in which nothing ran there. A click opens the trial.",
  lacks: ({ board: { table } }) =>
    table.size > 0 ? undefined : { says: "Nothing has run yet: `diapason tune` with this study's name starts it." },
  rows: ({ board: { table }, mask, now, choices }) => barsOf(table, mask, now, timelineLength(choices)),
  columns: [
    { name: "trial", value: ({ trial }) => trial },
    { name: "lane", value: ({ lane }) => lane },
    { name: "state", value: ({ mark }) => mark },
    { name: "from", value: ({ from }) => new Date(from).toISOString() },
    { name: "seconds", value: ({ from, to }) => (to - from) / 1000 },
  ],
  summary(rows) {
    const counts = marks.map((mark) => [mark, rows.filter((row) => row.mark === mark).length] as const).filter(([, count]) => count > 0)
    return `${rows.length} trials in ${1 + Math.max(-1, ...rows.map(({ lane }) => lane))} lanes: ${counts.map(([mark, count]) => `${count} ${mark}`).join(", ")}.`
  },
  draw(rows, _, look) {
    const lanes = 1 + Math.max(0, ...rows.map(({ lane }) => lane))
    const width = Math.max(3, Math.min(14, Math.floor(110 / lanes)))
    return {
      grid: { left: 10, right: 14, top: 8, bottom: 26 },
      xAxis: {
        type: "time",
        splitLine: { show: false },
        axisLine: { onZero: false, lineStyle: { color: look.line } },
        axisTick: { show: false },
        axisLabel: { color: look.faint, fontSize: 11, hideOverlap: true },
      },
      yAxis: {
        type: "value",
        min: -0.5,
        max: lanes - 0.5,
        inverse: true,
        splitLine: { show: false },
        axisLabel: { show: false },
        axisLine: { show: false },
        axisTick: { show: false },
      },
      tooltip: {
        trigger: "item",
        formatter: ({ data }: { data?: { trial?: number } }) => tipOf(rows, data?.trial),
        backgroundColor: look.surface,
        borderColor: look.line,
        textStyle: { color: look.text, fontSize: 12 },
      },
      series: marks.flatMap((mark) => {
        const bars = rows.filter((row) => row.mark === mark)
        return bars.length === 0 ? [] : seriesOf(mark, bars, width, look)
      }),
    }
  },
  trialOf: ({ trial }) => trial,
}

/** Bars of one state as one broken line; on it a mark for each, which tells and can be clicked. */
function seriesOf(mark: Mark, bars: readonly Bar[], width: number, look: Look): readonly object[] {
  const color = look.marks[mark]
  return [
    {
      type: "line",
      symbol: "none",
      silent: true,
      lineStyle: { color, width: mark === "pruned" ? Math.max(2, width / 2) : width, cap: "butt", opacity: mark === "pruned" ? 0.6 : 0.85 },
      data: bars.flatMap(({ from, to, lane }) => [
        [from, lane],
        [to, lane],
        [null, null],
      ]),
    },
    {
      type: "scatter",
      symbolSize: symbols[mark] === undefined ? width : Math.min(9, width),
      symbol: symbols[mark] ?? "rect",
      itemStyle: symbols[mark] === undefined ? { color: "transparent" } : { color: look.surface, borderColor: color, borderWidth: 1.5 },
      data: bars.map(({ trial, from, to, lane }) => ({ value: [(from + to) / 2, lane], trial })),
    },
  ]
}

const symbols: Readonly<Partial<Record<Mark, string>>> = {
  running: "circle",
  failed: "path://M0 0 L10 10 M10 0 L0 10",
  infeasible: "diamond",
  excluded: "triangle",
}

function tipOf(rows: readonly Bar[], trial: number | undefined): string {
  const row = rows.find((one) => one.trial === trial)
  return row === undefined ? "" : `#${row.trial} ${row.mark}<br/>${inWords(row.to - row.from)}`
}
