import { importance } from "@diapason/algorithms"
import { atLeast, figure, median, ratio } from "../frame/figures.mjs"
import { drawnTrials } from "./evidence.mjs"
import { twenty } from "./functions.mjs"
import { askingOptuna } from "./optuna.mjs"

/** Optuna's fANOVA beside the default, which asks both models, and beside the forest alone: on exact values, and on noisy ones. */
export const speed = askingOptuna((optunaOf, { say }) => {
  const figures = []
  const aims = []
  for (const [what, noise] of [
    ["exact values", 0],
    ["noisy values", 0.5],
  ]) {
    const evidence = drawnTrials(twenty, 1000, 1, noise)
    const { cpu } = optunaOf(twenty, evidence, 3)
    const name = `1000 trials of 20 features, ${what}`
    figures.push(figure(name, "Optuna", "s of processor", cpu))
    for (const [who, model] of [
      ["both models", undefined],
      ["the forest", "forest"],
    ]) {
      const own = [0, 1, 2, 3, 4].map((seed) => timed(() => importance(evidence, { seed, model })))
      const factor = median(cpu) / median(own)
      say(`  ${name}: Optuna ${median(cpu).toFixed(1)} s, ${who} ${median(own).toFixed(2)} s: ${factor.toFixed(1)}x`)
      figures.push(figure(name, `diapason, ${who}`, "s of processor", own), ratio(`${what}: faster, ${who}`, factor))
      aims.push(atLeast(`${what}: ${who} faster than Optuna`, factor, 20, "x"))
    }
  }
  return { figures, aims, notes: ["processor time; ours has pairs and intervals in it, Optuna tells neither"] }
})

function timed(run) {
  const begun = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(begun)
  return (user + system) / 1e6
}
