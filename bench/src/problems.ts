import type { Landscape } from "./problems/landscape.ts"
import { landscapes } from "./problems/landscapes.ts"
import { noisy } from "./problems/noisy.ts"
import type { BenchProblem } from "./problems/problem.ts"
import { scales } from "./problems/scale/scales.ts"

/** Every problem; those with noise last. */
export const problems: readonly BenchProblem[] = withNoise(landscapes().map(scaled), [
  "branin",
  "hartmann6",
  "styblinski3",
  "lcbench-7593",
  "lcbench-126029",
  "lcbench-167104",
  "hartmann3",
  "michalewicz5",
  "schwefel3",
  "lcbench-167152",
  "lcbench-167181",
  "lcbench-168329",
])

/** The problem of a name. Throws RangeError when there is none. */
export function problemNamed(name: string): BenchProblem {
  const found = problems.find((problem) => problem.name === name)
  if (found === undefined) throw new RangeError(`there is no problem "${name}"`)
  return found
}

/** A landscape between its measured bounds. */
function scaled({ optimum: _optimum, limit: _limit, ...landscape }: Landscape): BenchProblem {
  const scale = scales[landscape.name]
  if (scale === undefined) throw new RangeError(`${landscape.name} has no scale; bench/scripts/scales.mjs measures it`)
  return { ...landscape, evaluate: (config) => landscape.truth(config), best: scale.best, random: scale.random }
}

function withNoise(quiet: readonly BenchProblem[], names: readonly string[]): readonly BenchProblem[] {
  return [...quiet, ...names.map((name) => noisy(quiet.find((problem) => problem.name === name)!))]
}
