import { columnNamed, factNamed, marks, sampleOf, weightedPick } from "@diapason/views"
import type { EChartsCoreOption } from "echarts/core"
import type { Look } from "../look.ts"
import type { Panel } from "../panel.ts"
import type { StudyView } from "../study-view.ts"
import { axisOf, type Axis } from "../space/parallel/axis.ts"
import { placeAxis } from "../space/place-axis.ts"
import { showNumber } from "../words/show-value.ts"
import { frontOf, weightsOf } from "./front-of.ts"

type Standing = "front" | "dominated" | "infeasible"

interface Row {
  readonly trial: number
  readonly standing: Standing
  readonly first: number
  readonly second: number
  /** Where it stands, 0..1. */
  readonly x: number
  readonly y: number
  readonly picked: boolean
}

/** Two objectives against each other: which trials no other beats in both, or in all where there are more. */
export const paretoPanel = (first: string, second: string): Panel<Row> => ({
  id: `pareto-${first}-${second}`,
  asks: `What does better ${first} cost in ${second}?`,
  help: "Filled marks are the front: no other trial is at least as good in every objective and better in one. Faint marks are dominated, hollow ones break a constraint and count for nothing. The star is what the weights recommend. With more than two objectives a trial may be on the front and look dominated here: it is better in one that this picture does not show.",
  lacks: (view) =>
    frontOf(view).front.length > 0 ? undefined : { says: "No feasible trial has every objective yet: the first one brings the front." },
  rows: (view) => rowsOf(view, first, second),
  columns: [
    { name: "trial", value: ({ trial }) => trial },
    { name: "stands", value: ({ standing }) => standing },
    { name: first, value: (row) => row.first },
    { name: second, value: (row) => row.second },
    { name: "recommended", value: ({ picked }) => (picked ? "yes" : undefined) },
  ],
  summary(rows) {
    const front = rows.filter(({ standing }) => standing === "front")
    const ends = [...front].sort((a, b) => a.first - b.first)
    const [low, high] = [ends[0], ends.at(-1)]
    return low === undefined || high === undefined
      ? "No front yet."
      : `${front.length} trials on the front, from ${first} ${showNumber(low.first)} with ${second} ${showNumber(low.second)} to ${showNumber(high.first)} with ${showNumber(high.second)}.`
  },
  draw: (rows, view, look) => picture(rows, view, first, second, look),
  trialOf: ({ trial }) => trial,
})

const mostMarks = 2000

function rowsOf(view: StudyView, first: string, second: string): readonly Row[] {
  const { board, mask, choices } = view
  const { table } = board
  const front = frontOf(view)
  const pick = weightedPick(front.losses, front.front, weightsOf(view))
  const [a, b] = [columnNamed(table, first)!, columnNamed(table, second)!]
  const [x, y] = axesOf(view, first, second)
  const { values: over } = factNamed(table, "over")
  const at = choices.at === undefined ? Infinity : Number(choices.at)
  const standingOf = (n: number): Standing | undefined => {
    const mark = marks[table.mark[n]!]
    if (Number.isNaN(a.values[n]) || Number.isNaN(b.values[n]) || over[n]! > at) return undefined
    return mark === "infeasible" ? "infeasible" : mark !== "complete" ? undefined : front.isOn.has(n) ? "front" : "dominated"
  }
  const shown = mask.map((kept, n) => (kept === 1 && standingOf(n) !== undefined ? 1 : 0))
  const rows = Array.from(sampleOf(table, a, mostMarks, shown, front.front), (trial): Row => {
    const [va, vb] = [a.values[trial]!, b.values[trial]!]
    return {
      trial,
      standing: standingOf(trial)!,
      first: va,
      second: vb,
      x: within(x.place(va)),
      y: within(y.place(vb)),
      picked: trial === pick,
    }
  })
  return rows.sort((p, q) => order.indexOf(p.standing) - order.indexOf(q.standing) || p.first - q.first)
}

const order: readonly Standing[] = ["dominated", "infeasible", "front"]
const within = (place: number): number => Math.max(0, Math.min(1, place))

const axesOf = ({ board: { table } }: StudyView, first: string, second: string): readonly [Axis, Axis] => [
  axisOf(columnNamed(table, first)!, table.size, "linear"),
  axisOf(columnNamed(table, second)!, table.size, "linear"),
]

function picture(rows: readonly Row[], view: StudyView, first: string, second: string, look: Look): EChartsCoreOption {
  const { objectives } = view.board.ledger.definition
  const [x, y] = axesOf(view, first, second)
  const front = rows.filter(({ standing }) => standing === "front")
  const arrow = (name: string): string =>
    `${name} ${objectives.find(({ metric }) => metric === name)?.direction === "maximize" ? "↑" : "↓"}`
  const named = { ...roomy, nameLocation: "middle", nameTextStyle: { color: look.text, fontWeight: 600, fontSize: 12 } }
  return {
    grid: { left: 66, right: 16, top: 14, bottom: 44 },
    xAxis: placeAxis(x.ticks, look, { ...named, name: `${arrow(first)}${beyond(x)}`, nameGap: 24 }),
    yAxis: placeAxis(y.ticks, look, { ...named, name: `${arrow(second)}${beyond(y)}`, nameGap: 48 }),
    tooltip: { trigger: "item", confine: true },
    series: [
      {
        type: "scatter",
        id: "rows",
        symbolSize: 8,
        data: rows.map((row) => ({
          value: [row.x, row.y],
          trial: row.trial,
          ...faces[row.standing](look),
          tooltip: { formatter: `#${row.trial} ${row.standing}<br>${showNumber(row.first)} · ${showNumber(row.second)}` },
        })),
      },
      ...(objectives.length === 2 && front.length > 1 ? [steps(front, objectives, look)] : []),
      ...rows.filter(({ picked }) => picked).map((row) => star(row, look)),
    ],
  }
}

/** Room around marks that stand at the ends. */
const roomy = { min: -0.03, max: 1.03 }

const beyond = ({ beyond: count }: Axis): string => (count > 0 ? ` (${count} beyond the end)` : "")

const faces: Readonly<Record<Standing, (look: Look) => object>> = {
  front: (look) => ({ symbolSize: 10, itemStyle: { color: look.accent, borderColor: look.surface, borderWidth: 1 } }),
  dominated: (look) => ({ itemStyle: { color: look.faint, opacity: 0.4 } }),
  infeasible: (look) => ({
    symbol: "diamond",
    symbolSize: 9,
    itemStyle: { color: "transparent", borderColor: look.faint, borderWidth: 1.2 },
  }),
}

/** The stair between front and what it dominates; only with two objectives is it one. */
function steps(front: readonly Row[], objectives: StudyView["board"]["ledger"]["definition"]["objectives"], look: Look): object {
  const sorted = [...front].sort((a, b) => a.x - b.x)
  const step = objectives[0]!.direction === "minimize" ? "end" : "start"
  return {
    type: "line",
    step,
    silent: true,
    symbol: "none",
    lineStyle: { color: look.accent, width: 1.5, opacity: 0.6 },
    data: sorted.map(({ x, y }) => [x, y]),
  }
}

const star = ({ x, y, trial }: Row, look: Look): object => ({
  type: "scatter",
  symbol: "circle",
  symbolSize: 18,
  silent: true,
  z: 5,
  itemStyle: { color: "transparent", borderColor: look.text, borderWidth: 2 },
  label: { show: true, formatter: `★ #${trial}`, position: x > 0.8 ? "left" : "right", color: look.text, fontWeight: 600, distance: 8 },
  data: [[x, y]],
})
