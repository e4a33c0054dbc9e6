import { importance } from "@diapason/algorithms"
import { atMost, figure } from "../frame/figures.mjs"
import { drawnTrials } from "./evidence.mjs"
import { functions, twenty } from "./functions.mjs"
import { askingOptuna } from "./optuna.mjs"

/**
 * Optuna's fANOVA on the same trials, by several seeds so that the forests' own noise is known. Where the two differ, the closed form says
 * who is nearer to the truth.
 */
export const peer = askingOptuna((optunaOf, { say }) => {
  const figures = []
  const aims = []
  for (const [one, trials, seeds] of [...functions.map((f) => [f, 300, 5]), [twenty, 1000, 3]]) {
    const evidence = drawnTrials(one, trials, 1)
    const optuna = optunaOf(one, evidence, seeds)
    compare(one, evidence, optuna.shares, { figures, aims, say })
  }
  return { figures, aims, notes: ["the forest of both has 64 trees; Optuna tells no pairs"] }
})

/** Means over seeds; what two forests of one program differ by is their noise. */
function compare(one, evidence, optuna, { figures, aims, say }) {
  const index = one.levels.map((_, i) => i)
  const sharesOf = (told) => index.map((i) => told.features.find(({ name }) => name === `x${i}`).share)
  const forest = Array.from({ length: 8 }, (_, seed) => sharesOf(importance(evidence, { model: "forest", seed })))
  const usual = [sharesOf(importance(evidence))]
  const meanAt = (rows, i) => average(rows.map((row) => row[i]))
  const fromTruth = (rows) => Math.max(...index.map((i) => Math.abs(meanAt(rows, i) - one.ones[i])))
  const [far, farForest, farOptuna] = [usual, forest, optuna].map(fromTruth)
  say(
    `  ${one.name}: farthest from the closed form: ours ${far.toFixed(4)}, our forest ${farForest.toFixed(4)}, Optuna ${farOptuna.toFixed(4)}`,
  )
  for (const [who, rows] of [
    ["diapason", usual],
    ["diapason, forest", forest],
    ["Optuna", optuna],
  ])
    figures.push(figure(`${one.name}, the share that is farthest from the closed form`, who, "off", [fromTruth(rows)]))
  aims.push(atMost(`${one.name}: as near to the closed form as Optuna is`, far, farOptuna, "off"))
  const off = index.map((i) => Math.abs(meanAt(forest, i) - meanAt(optuna, i)))
  const spreadAt = (rows, i) => spread(rows.map((row) => row[i]))
  const noise = index.map((i) => Math.max(spreadAt(forest, i), spreadAt(optuna, i), 0.001))
  const worst = index.reduce((a, b) => (off[b] > off[a] ? b : a))
  figures.push(figure(`${one.name}, the forests' difference`, "the two", "off", off))
  figures.push(figure(`${one.name}, difference between seeds`, "the forests", "off", noise))
  aims.push(atMost(`${one.name}: the forests' greatest difference, in ranges between seeds, x${worst}`, off[worst] / noise[worst], 1, "x"))
  const moved = swaps(
    index,
    (i) => meanAt(forest, i),
    (i) => meanAt(optuna, i),
  )
  aims.push(atMost(`${one.name}: places changed in the ranking of shares over .01`, moved, 0, "places"))
}

/** Shares that differ by less than .01 have no order. */
function swaps(index, ours, theirs) {
  let count = 0
  for (const i of index) for (const j of index) if (theirs(i) > theirs(j) + 0.01 && ours(i) < ours(j) - 0.01) count++
  return count
}

const average = (values) => values.reduce((all, one) => all + one / values.length, 0)
const spread = (values) => Math.max(...values) - Math.min(...values)
