import { rootsAlive } from "@diapason/algorithms"
import type { Panel } from "../panel.ts"
import type { Look } from "../look.ts"
import { showNumber } from "../words/show-value.ts"
import { bestLine, isPopulation, members, type Member } from "./members.ts"

/** Who was born of whom, and how good each became. */
export const lineagePanel: Panel<Member> = {
  id: "lineage",
  asks: "Who descends from whom?",
  help: "One bar for each trial, from the step at which it was born to the last that it came to; a child stands below its parent and hangs on it at the step where it took over the saved state. Yellow is good, dark is bad, by rank. The outlined bars are the training behind the best trial. When all living members come of one root, what the other first members tried is lost.",
  lacks({ board }) {
    if (!board.whole) return { says: "Of a study as big as this one the births are not here; read its log to see them." }
    return isPopulation(board.ledger)
      ? undefined
      : { says: "No member has given way yet: the first child is born at the first comparison." }
  },
  rows: ({ board }) => members(board.ledger),
  columns: [
    { name: "trial", value: ({ trial }) => trial },
    { name: "parent", value: ({ parent }) => parent },
    { name: "root", value: ({ root }) => root },
    { name: "generation", value: ({ generation }) => generation },
    { name: "from step", value: ({ from }) => from },
    { name: "to step", value: ({ to }) => to },
    { name: "value", value: ({ value }) => value },
    { name: "state", value: ({ state }) => state },
  ],
  summary(rows, { board }) {
    const generations = Math.max(0, ...rows.map(({ generation }) => generation)) + 1
    const [alive, roots] = [rootsAlive(board.ledger), rows.filter(({ generation }) => generation === 0).length]
    return `${rows.length} trials over ${generations} generations; of ${roots} that began by themselves ${alive.length} ${alive.length === 1 ? "has" : "have"} living heirs: ${alive
      .slice(0, 12)
      .map((n) => `#${n}`)
      .join(", ")}.`
  },
  draw(rows, { board }, look) {
    const { metric, direction } = board.ledger.definition.objectives[0]!
    const colourOf = byRank(rows, direction, look)
    const line = new Set(bestLine(board.ledger))
    const unit = board.ledger.definition.fidelity?.name ?? "step"
    const rowOf = new Map(rows.map(({ trial, row }) => [trial, row]))
    return {
      grid: { left: 12, right: 40, top: 12, bottom: 36 },
      tooltip: {
        trigger: "item",
        formatter: ({ data }: { data: { trial: number } }) => {
          const one = rows[rowOf.get(data.trial)!]!
          const born = one.parent === undefined ? "began by itself" : `born of #${one.parent} at ${unit} ${one.from}`
          return `#${one.trial} ${one.state}, ${born}, ${metric} ${one.value === undefined ? "none" : showNumber(one.value)}`
        },
      },
      xAxis: {
        type: "value",
        name: unit,
        nameLocation: "middle",
        nameGap: 22,
        min: 0,
        max: board.ledger.definition.fidelity?.max ?? Math.max(1, ...rows.map(({ to }) => to)),
        axisLabel: { color: look.faint },
        splitLine: { lineStyle: { color: look.line } },
      },
      yAxis: { type: "value", inverse: true, min: -0.5, max: rows.length - 0.5, show: false },
      series: [
        {
          type: "custom",
          id: "rows",
          renderItem: (_: unknown, api: Api) => bar(api, rows.length),
          encode: { x: [0, 1], y: 2 },
          data: rows.map(({ trial, from, to, row, parent, value }) => ({
            value: [from, to, row, parent === undefined ? -1 : rowOf.get(parent)!, trial],
            trial,
            itemStyle: {
              color: value === undefined ? look.line : colourOf(trial),
              borderColor: line.has(trial) ? look.accent : look.faint,
              borderWidth: line.has(trial) ? 2.5 : 0.75,
            },
          })),
        },
      ],
    }
  },
  trialOf: ({ trial }) => trial,
}

/** What of the engine's interface a bar needs. */
interface Api {
  value(dimension: number): number
  coord(point: readonly [number, number]): [number, number]
  style(): { readonly fill?: string; readonly stroke?: string; readonly lineWidth?: number }
}

function bar(api: Api, count: number): object {
  const [from, to, row, parent, trial] = [0, 1, 2, 3, 4].map((i) => api.value(i)) as [number, number, number, number, number]
  const [x, y] = api.coord([from, row])
  const [end, below] = [api.coord([to, row])[0], api.coord([from, row + 1])[1]]
  const room = Math.abs(below - y)
  const height = Math.min(14, Math.max(2, room * 0.7))
  const style = api.style()
  const thread =
    parent < 0
      ? []
      : [
          {
            type: "line",
            silent: true,
            shape: { x1: x, y1: api.coord([from, parent])[1] + height / 2, x2: x, y2: y },
            style: { stroke: style.stroke, lineWidth: 1 },
          },
        ]
  const width = Math.max(3, end - x)
  const label =
    room < 12 || count > 120
      ? []
      : [
          {
            type: "text",
            silent: true,
            style: { x: x + width + 4, y, text: `#${trial}`, fill: style.stroke, font: "10px sans-serif", textVerticalAlign: "middle" },
          },
        ]
  return { type: "group", children: [...thread, { type: "rect", shape: { x, y: y - height / 2, width, height, r: 2 }, style }, ...label] }
}

/** Ranks from bad to good over the steps of the colour map: one value far off does not make all others alike. */
function byRank(rows: readonly Member[], direction: "minimize" | "maximize", { values }: Look): (trial: number) => string {
  const sign = direction === "minimize" ? -1 : 1
  const order = rows.filter(({ value }) => value !== undefined).sort((a, b) => sign * (a.value! - b.value!))
  const colours = new Map(
    order.map(({ trial }, i) => [trial, values[Math.round((i / Math.max(1, order.length - 1)) * (values.length - 1))]!]),
  )
  return (trial) => colours.get(trial) ?? values[0]!
}
