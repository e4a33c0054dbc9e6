import type { Ledger } from "../ledger/ledger.ts"
import type { FailedTrial } from "../ledger/trial.ts"
import type { Conducted } from "./conduct.ts"

/** Identical crashes among the first trials that end a study. */
const identicalCrashes = 3
const firstTrials = 5

/**
 * Ends a study that can only waste its budget: the command cannot be started, the first trial never printed the objective or
 * crashed at once, or the same crash came three times in the first five trials.
 */
export function circuitBreaker(ledger: Ledger): Omit<Conducted, "ledger"> | undefined {
  const last = ledger.trials[ledger.finished.at(-1) ?? -1]
  if (last?.state !== "failed") return undefined
  const failed = ledger.finished.map((n) => ledger.trials[n]!).filter((t): t is FailedTrial => t.state === "failed" && t.by !== "added")
  const launch = failed.find((t) => t.failure.kind === "launch")
  if (launch !== undefined) return broken(launch, "the command could not be started")
  const { metric } = ledger.rules.objectives[0]!
  const heard = ledger.finished.some((n) => ledger.trials[n]!.state !== "failed" || ledger.trials[n]!.curve.columns.has(metric))
  if (!heard && failed[0]!.failure.kind === "no-metric") return broken(failed[0]!, "the objective was never reported")
  const crashes = failed.filter((t) => t.failure.kind === "crash" && t.number < firstTrials)
  const same = crashes.filter((t) => likeness(t) === likeness(crashes[0]!))
  return same.length >= identicalCrashes ? broken(same[0]!, `${same.length} of the first ${firstTrials} trials crashed alike`) : undefined
}

/** What is said of a crash, without the number of its trial. */
const likeness = ({ failure }: FailedTrial): string => failure.message.replace(/\b[Tt]rial \d+/, "")

const broken = (trial: FailedTrial, why: string): Omit<Conducted, "ledger"> => ({
  outcome: "broken",
  why,
  failure: { ...trial.failure, trial: trial.number },
})
