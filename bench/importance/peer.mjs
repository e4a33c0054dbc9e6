import { execFileSync } from "node:child_process"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { importance } from "@diapason/algorithms"
import { atLeast, atMost, figure, median, ratio } from "../frame/figures.mjs"
import { inScratch } from "../frame/scratch.mjs"
import { drawnTrials } from "./evidence.mjs"
import { functions, sobolG } from "./functions.mjs"

const script = fileURLToPath(new URL("peer.py", import.meta.url))
const twenty = sobolG([0, 1, 4.5, 9, ...Array(16).fill(99)])

/** Optuna's fANOVA on the same trials, by several seeds so that the forests' own noise is known; and how long both take. */
export function peer({ say, peer }) {
  if (peer === undefined) return { figures: [], aims: [], notes: ["left out: name a Python that has Optuna with --peer"] }
  return inScratch((folder) => {
    const figures = []
    const aims = []
    for (const [one, trials, seeds] of [...functions.map((f) => [f, 300, 5]), [twenty, 1000, 3]]) {
      const evidence = drawnTrials(one, trials, 1)
      const optuna = asked(peer, join(folder, "trials.json"), one, evidence, seeds)
      const own = Array.from({ length: 8 }, (_, seed) => timed(() => importance(evidence, { model: "forest", seed })))
      compare(one, optuna, own, figures, aims, say)
      if (one === twenty) speed(evidence, optuna, own, figures, aims)
    }
    return {
      figures,
      aims,
      notes: ["the forest of both has 64 trees; Optuna tells no pairs and no intervals, the time of ours has both in it"],
    }
  })
}

/** Means over seeds; what two forests of one program differ by is their noise. */
function compare(one, optuna, own, figures, aims, say) {
  const index = one.levels.map((_, i) => i)
  const ours = own.map(({ told }) => index.map((i) => told.features.find(({ name }) => name === `x${i}`).share))
  const at = (rows, i) => rows.map((row) => row[i])
  const off = index.map((i) => Math.abs(average(at(ours, i)) - average(at(optuna.shares, i))))
  const noise = index.map((i) => Math.max(spread(at(ours, i)), spread(at(optuna.shares, i)), 0.001))
  const worst = index.reduce((a, b) => (off[b] > off[a] ? b : a))
  say(`  ${one.name}: ours ${index.map((i) => average(at(ours, i)).toFixed(3)).join(" ")}`)
  say(`  ${one.name}: Optuna ${index.map((i) => average(at(optuna.shares, i)).toFixed(3)).join(" ")}`)
  const fromTruth = (rows) => index.map((i) => Math.abs(average(at(rows, i)) - one.ones[i]))
  figures.push(figure(`${one.name}, from the closed form`, "diapason", "off", fromTruth(ours)))
  figures.push(figure(`${one.name}, from the closed form`, "Optuna", "off", fromTruth(optuna.shares)))
  figures.push(figure(`${one.name}, the shares' difference`, "the two", "off", off))
  figures.push(figure(`${one.name}, difference between seeds`, "the forests", "off", noise))
  aims.push(atMost(`${one.name}: the greatest difference, in ranges between seeds, x${worst}`, off[worst] / noise[worst], 1, "x"))
  aims.push(
    atMost(
      `${one.name}: places changed in the ranking of shares over .01`,
      swaps(
        index,
        (i) => average(at(ours, i)),
        (i) => average(at(optuna.shares, i)),
      ),
      0,
      "places",
    ),
  )
}

/** Shares that differ by less than .01 have no order. */
function swaps(index, ours, theirs) {
  let count = 0
  for (const i of index) for (const j of index) if (theirs(i) > theirs(j) + 0.01 && ours(i) < ours(j) - 0.01) count++
  return count
}

function speed(evidence, optuna, own, figures, aims) {
  const whole = [0, 1, 2, 3, 4].map((seed) => timed(() => importance(evidence, { seed })))
  figures.push(figure("1000 trials of 20 features", "Optuna", "s of processor", optuna.cpu))
  figures.push(
    figure(
      "1000 trials of 20 features, forest",
      "diapason",
      "s of processor",
      own.map(({ cpu }) => cpu),
    ),
  )
  figures.push(
    figure(
      "1000 trials of 20 features, both models",
      "diapason",
      "s of processor",
      whole.map(({ cpu }) => cpu),
    ),
  )
  for (const [name, ours] of [
    ["the forest", own],
    ["both models", whole],
  ]) {
    const factor = median(optuna.cpu) / median(ours.map(({ cpu }) => cpu))
    figures.push(ratio(`faster, ${name}`, factor))
    aims.push(atLeast(`${name} faster than Optuna`, factor, 20, "x"))
  }
}

function timed(run) {
  const begun = process.cpuUsage()
  const told = run()
  const { user, system } = process.cpuUsage(begun)
  return { told, cpu: (user + system) / 1e6 }
}

function asked(python, file, { levels }, { losses, units }, seeds) {
  const rows = Array.from(losses, (_, i) => [...units.subarray(i * levels.length, (i + 1) * levels.length)])
  writeFileSync(file, JSON.stringify({ levels, rows, losses: [...losses], seeds: Array.from({ length: seeds }, (_, k) => k) }))
  return JSON.parse(execFileSync(python, [script, file], { stdio: ["ignore", "pipe", "ignore"] }))
}

const average = (values) => values.reduce((all, one) => all + one / values.length, 0)
const spread = (values) => Math.max(...values) - Math.min(...values)
