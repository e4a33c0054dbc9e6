import { execFileSync } from "node:child_process"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { pedAnova } from "@diapason/algorithms"
import { atLeast, atMost, figure, median, ratio } from "../frame/figures.mjs"
import { inScratch } from "../frame/scratch.mjs"
import { drawnTrials } from "./evidence.mjs"
import { functions, twenty } from "./functions.mjs"

const script = fileURLToPath(new URL("divergences.py", import.meta.url))
/** PED-ANOVA beside Optuna's on the same trials: no chance is in it, so that the divergences are to be the same; and what it costs. */
export function divergences({ say, peer }) {
  const cost = costOf(say)
  if (peer === undefined) return { ...cost, notes: ["Optuna left out: name a Python that has it with --peer"] }
  return inScratch((folder) => {
    const figures = [...cost.figures]
    const aims = [...cost.aims]
    for (const [one, trials] of [...functions.map((f) => [f, 500]), [twenty, 1000]]) {
      const evidence = drawnTrials(one, trials, 1)
      const optuna = asked(peer, join(folder, "trials.json"), one, evidence)
      const told = pedAnova(evidence, { resamples: 0 })
      const off = one.levels.map((_, i) => Math.abs(told.divergences[`x${i}`] / optuna.divergences[`x${i}`] - 1))
      const theirs = Object.keys(optuna.divergences).sort((a, b) => optuna.divergences[b] - optuna.divergences[a])
      const moved = told.parameters.filter(({ name }, place) => theirs[place] !== name).length
      say(`  ${one.name}: the greatest relative difference ${Math.max(...off).toExponential(1)}, places moved ${moved}`)
      figures.push(figure(`${one.name}, relative difference of a divergence`, "the two", "off", off))
      aims.push(atMost(`${one.name}: relative difference`, Math.max(...off), 1e-9, "off"))
      aims.push(atMost(`${one.name}: places changed in the ranking`, moved, 0, "places"))
      if (one === twenty) speed(evidence, optuna, figures, aims)
    }
    return { figures, aims, notes: ["random trials; Optuna tells no intervals"] }
  })
}

function speed(evidence, optuna, figures, aims) {
  timed(() => pedAnova(evidence, { resamples: 0 }))
  const own = Array.from({ length: 5 }, () => timed(() => pedAnova(evidence, { resamples: 0 })))
  const factor = median(optuna.cpu) / median(own)
  figures.push(figure("1000 trials of 20 features", "Optuna", "s of processor", optuna.cpu))
  figures.push(figure("1000 trials of 20 features", "diapason", "s of processor", own))
  figures.push(ratio("faster", factor))
  aims.push(atLeast("faster than Optuna", factor, 20, "x"))
}

/** The measure may be looked at while a study runs: of 100 000 trials it is to be there within a second, of one parameter in a frame. */
function costOf(say) {
  const evidence = drawnTrials(twenty, 100_000, 1)
  const bare = Array.from({ length: 3 }, () => timed(() => pedAnova(evidence, { resamples: 0 })))
  const whole = [timed(() => pedAnova(evidence))]
  say(`  100 000 trials of 20 features: ${median(bare).toFixed(3)} s, with intervals ${whole[0].toFixed(2)} s`)
  return {
    figures: [
      figure("100 000 trials of 20 features", "diapason", "s of processor", bare),
      figure("100 000 trials of 20 features, with intervals of 100 resamples", "diapason", "s of processor", whole),
    ],
    aims: [atMost("100 000 trials of 20 features", median(bare), 1, "s")],
  }
}

function timed(run) {
  const begun = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(begun)
  return (user + system) / 1e6
}

function asked(python, file, { levels }, { losses, units }) {
  const rows = Array.from(losses, (_, i) => [...units.subarray(i * levels.length, (i + 1) * levels.length)])
  writeFileSync(file, JSON.stringify({ levels, rows, losses: [...losses] }))
  return JSON.parse(execFileSync(python, [script, file], { stdio: ["ignore", "pipe", "ignore"] }))
}
