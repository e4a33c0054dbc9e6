import { columnNamed, objectiveLosses, sampleOf } from "@diapason/views"
import type { Panel } from "../panel.ts"
import type { StudyView } from "../study-view.ts"
import { showValue } from "../words/show-value.ts"
import { jittered } from "./jitter.ts"
import { axisOf, placesOf } from "./parallel/axis.ts"
import { placeAxis } from "./place-axis.ts"
import { rampOf, rampSteps } from "./ramp.ts"

interface Row {
  readonly trial: number
  readonly first: string
  readonly second: string
  /** From 1, the best. */
  readonly rank: number
  /** 0..1, the best 1. */
  readonly goodness: number
  readonly x: number
  readonly y: number
}

/** Two parameters, each trial coloured by its rank: where the good ones lie, whatever the scale of the objective. */
export const rankPanel = (first: string, second: string): Panel<Row> => ({
  id: "rank",
  asks: `Where in ${first} and ${second} do the good trials lie?`,
  help: "Each mark is a complete trial, its colour its rank; on a light ground the darkest are the best, on a dark one the brightest. Ranks hide by how much one is better, so that one catastrophe does not make all others alike. Marks that lie together and differ in colour say that other parameters, or chance, decide there.",
  lacks(view) {
    const has = rowsOf(view, first, second).length
    return has >= 2 ? undefined : { says: "Ranks need two complete trials with both parameters.", has, needs: 2 }
  },
  rows: (view) => rowsOf(view, first, second),
  columns: [
    { name: "trial", value: ({ trial }) => trial },
    { name: first, value: (row) => row.first },
    { name: second, value: (row) => row.second },
    { name: "rank", value: ({ rank }) => rank },
  ],
  summary(rows) {
    const best = rows.reduce((a, b) => (b.rank < a.rank ? b : a))
    return `${rows.length} trials; the best of them, #${best.trial}, has ${first} ${best.first} and ${second} ${best.second}.`
  },
  draw(rows, { board: { table } }, look) {
    const [x, y] = [first, second].map((name) => axisOf(columnNamed(table, name)!, table.size, "linear")) as [
      ReturnType<typeof axisOf>,
      ReturnType<typeof axisOf>,
    ]
    const ramp = rampOf(look)
    return {
      grid: { left: 64, right: 20, top: 30, bottom: 44 },
      tooltip: { trigger: "item" },
      xAxis: placeAxis(x.ticks, look, { min: -0.03, max: 1.03, name: first, nameLocation: "middle", nameGap: 26 }),
      yAxis: placeAxis(y.ticks, look, { min: -0.03, max: 1.03, name: second }),
      series: [
        {
          type: "scatter",
          symbolSize: 9,
          data: [...rows]
            .sort((a, b) => b.rank - a.rank)
            .map((row) => ({
              value: [jittered(row.x, x.words, row.trial), jittered(row.y, y.words, row.trial)],
              trial: row.trial,
              itemStyle: {
                color: ramp[Math.min(rampSteps - 1, Math.floor(row.goodness * rampSteps))]!,
                borderColor: look.faint,
                borderWidth: 0.6,
              },
            })),
        },
      ],
    }
  },
  trialOf: ({ trial }) => trial,
})

const most = 2000

function rowsOf({ board: { table, ledger }, mask }: StudyView, first: string, second: string): readonly Row[] {
  const objective = ledger.definition.objectives[0]!
  const losses = objectiveLosses(table, objective)
  const columns = [first, second].map((name) => columnNamed(table, name)!) as [ReturnType<typeof wanted>, ReturnType<typeof wanted>]
  const [xs, ys] = columns.map((column) => placesOf(axisOf(column, table.size, "linear"), table.size)) as [Float32Array, Float32Array]
  const counts = (n: number): boolean => mask[n] === 1 && losses[n] === losses[n] && xs[n] === xs[n] && ys[n] === ys[n]
  const usable = Uint8Array.from({ length: table.size }, (_, n) => (counts(n) ? 1 : 0))
  const drawn = [...sampleOf(table, columnNamed(table, objective.metric)!, most, usable)]
  const order = [...drawn].sort((a, b) => losses[a]! - losses[b]! || a - b)
  const rank = new Map<number, number>()
  // Equal losses share the rank of the first of them.
  order.forEach((n, i) => rank.set(n, i > 0 && losses[order[i - 1]!] === losses[n] ? rank.get(order[i - 1]!)! : i + 1))
  return drawn.map((trial) => ({
    trial,
    first: showValue(columns[0], columns[0].values[trial]),
    second: showValue(columns[1], columns[1].values[trial]),
    rank: rank.get(trial)!,
    goodness: 1 - (rank.get(trial)! - 1) / Math.max(1, order.length - 1),
    x: xs[trial]!,
    y: ys[trial]!,
  }))
}

const wanted = (table: StudyView["board"]["table"], name: string) => columnNamed(table, name)!
