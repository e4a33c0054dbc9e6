import type { Ledger } from "../ledger/ledger.ts"
import type { FailedTrial } from "../ledger/trial.ts"

/** Identical crashes among the first trials that end a study. */
const identicalCrashes = 3
const firstTrials = 5

/** Why going on would be a waste, and the trial that shows it. */
interface Broken {
  readonly why: string
  readonly trial: FailedTrial
}

/**
 * Ends a study that can only waste its budget: the command cannot be started, the first trial never printed the objective or
 * crashed, or the same crash came three times in the first five trials. Looks only at what `session` has run, so that the same
 * command goes on once the mistake is mended.
 */
export function circuitBreaker(ledger: Ledger, session: string): Broken | undefined {
  const last = ledger.trials[ledger.finished.at(-1) ?? -1]
  if (last?.state !== "failed" || last.session !== session) return undefined
  const { metric } = ledger.rules.objectives[0]!
  const heard = ledger.finished.some((n) => ledger.trials[n]!.state !== "failed" || ledger.trials[n]!.curve.columns.has(metric))
  if (last.failure.kind === "launch") return { trial: last, why: "the command could not be started" }
  if (!heard && last.failure.kind === "no-metric") return { trial: last, why: "the objective was never reported" }
  if (!heard && last.failure.kind === "crash") return { trial: last, why: "the first trial crashed before it had reported anything" }
  const alike = ledger.trials
    .slice(0, firstTrials)
    .filter((t) => t.state === "failed" && t.session === session && blames(t) && likeness(t) === likeness(last))
  return alike.length >= identicalCrashes
    ? { trial: last, why: `${alike.length} of the first ${firstTrials} trials crashed alike` }
    : undefined
}

/** Failures that speak of the script. The others speak of a configuration, or of the caller, and are alike by their nature. */
const blames = ({ failure }: FailedTrial): boolean => ["crash", "no-metric", "checkpoint", "protocol"].includes(failure.kind)

/** What is said of a failure, without the number of its trial. */
const likeness = ({ failure }: FailedTrial): string => `${failure.kind} ${failure.message.replace(/\b[Tt]rial \d+/, "")}`
