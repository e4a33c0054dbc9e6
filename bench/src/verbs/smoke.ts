import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { availableParallelism } from "node:os"
import { problems } from "../problems.ts"
import type { BenchProblem } from "../problems/problem.ts"
import { planned } from "../run/planned.ts"
import type { RunRecord } from "../run/record.ts"
import { measured, verdict, type Measured } from "../smoke/verdict.ts"
import { fieldOf } from "../statistics/field.ts"
import { playAll } from "./run.ts"
import type { Verb } from "./verb.ts"

/**
 * A short contest that fails when `auto` is worse than random, or Diapason worse than the stored figures beyond their noise. `--long`
 * takes two minutes instead of half a one; `--store` keeps what it measures as the figures to hold from now on.
 */
export const smokeVerb: Verb = {
  usage: "smoke [--long] [--store]",
  options: { long: "boolean", store: "boolean" },
  files: false,
  async run({ options }) {
    const size = options["long"] === true ? "long" : "short"
    const { seeds, trials } = sizes[size]
    const chosen = smokeProblems(problems)
    const names = chosen.map(({ name }) => name)
    const runs: RunRecord[] = []
    const jobs = planned({ contestants, problems: names, seeds, trials, parallel: 1 }, [])
    const code = await playAll(jobs, Math.min(2, availableParallelism()), (record) => runs.push(record))
    if (code !== 0) return code
    const now = measured(fieldOf(contestants, chosen, runs, trials))
    for (const { contestant, regret, error } of now)
      process.stdout.write(`${contestant.padEnd(14)} ${regret.toFixed(4)} ± ${error.toFixed(4)}\n`)
    const stored = readStored()
    if (options["store"] === true) writeStored({ ...stored, [size]: { problems: names, seeds, trials, measured: now } })
    const faults = [...verdict(now, options["store"] === true ? [] : comparable(stored[size], names, seeds, trials))]
    for (const fault of faults) process.stdout.write(`FAILED: ${fault}\n`)
    return faults.length === 0 ? 0 : 1
  },
}

const contestants = ["diapason/auto", "diapason/tpe", "random"]
const sizes = { short: { seeds: 4, trials: 40 }, long: { seeds: 12, trials: 50 } }

/** The first problem of each family with one objective that algorithms may be guided by. */
export const smokeProblems = (all: readonly BenchProblem[]): readonly BenchProblem[] => {
  const free = all.filter(({ use, family }) => use === "tune" && family !== "multi")
  return free.filter(({ family }, i) => free.findIndex((other) => other.family === family) === i)
}

interface Stored {
  readonly problems: readonly string[]
  readonly seeds: number
  readonly trials: number
  readonly measured: readonly Measured[]
}

const file = new URL("../../smoke.json", import.meta.url)

const readStored = (): Readonly<Record<string, Stored>> =>
  existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, Stored>>) : {}

const writeStored = (stored: Readonly<Record<string, Stored>>): void => writeFileSync(file, `${JSON.stringify(stored, undefined, 2)}\n`)

/** Figures of another contest say nothing about this one. */
function comparable(stored: Stored | undefined, names: readonly string[], seeds: number, trials: number): readonly Measured[] {
  const same = stored?.seeds === seeds && stored.trials === trials && JSON.stringify(stored.problems) === JSON.stringify(names)
  if (same) return stored.measured
  process.stdout.write("no stored figures of this contest: compared with random alone\n")
  return []
}
