import { readFileSync } from "node:fs"
import { readScheduleFile, type ScheduleFile } from "@diapason/algorithms"
import { fault, type Chosen, type Json, type Ledger, type Wanted } from "@diapason/core"
import { numberText } from "../text/number.ts"

/** Reads the file that `--replay-schedule` names. Throws D140. */
export function readSchedule(path: string): ScheduleFile {
  return readScheduleFile(textOf(path), flag, path)
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8")
  } catch (error) {
    throw fault("D140", { flag, text: path, expected: `a file that can be read (${(error as Error).message})` })
  }
}

const flag = "--replay-schedule"

/** What the schedule brings to a study of its own: its scheduler, its name, and how often it is tried unless that is said. */
export function asReplay({ study, trial, steps }: ScheduleFile, wanted: Wanted): Wanted {
  const scheduler: Chosen = { type: "replay-schedule", steps: steps as unknown as Json }
  return { ...wanted, name: `${study}-${trial}-again-${wanted.seed ?? 0}`, scheduler, budget: { trials: repeats, ...wanted.budget } }
}

/** Fewer say little of what was luck. */
const repeats = 3

/** What the schedule came to in the population, and in each repeat of it. */
export function replayText(ledger: Ledger, { study, trial, values }: ScheduleFile): string {
  const { metric } = ledger.definition.objectives[0]!
  const found = ledger.finished.flatMap((n) => {
    const one = ledger.trials[n]!
    return one.state === "complete" ? [one.values[metric] ?? NaN] : []
  })
  const there = values[metric]
  const was = `  schedule of ${study}#${trial}: ${metric} ${typeof there === "number" ? numberText(there) : (there ?? "unknown")} in its population`
  if (found.length === 0) return `${was}; no repeat of it came to its end`
  const mean = found.reduce((sum, y) => sum + y, 0) / found.length
  return `${was}; trained again ${found.map(numberText).join(", ")}, mean ${numberText(mean)}`
}
