import type { Ledger } from "../ledger/ledger.ts"
import { hasEnded, type FailedTrial, type Trial } from "../ledger/trial.ts"

/** When failures of trials end a whole study. */
export interface Breaker {
  /** Crashes with the same words among the first trials: 3 by default, among the first five or two more than it is. */
  readonly identicalCrashes?: number
  /** The share of the trials that ended here, above 0 and at most 1, that may fail through the script's doing. Not watched by default. */
  readonly failureRate?: number
  /** Trials that must have ended before their share counts; 10 by default. */
  readonly after?: number
}

/** Why going on would be a waste, and the trial that shows it. */
export interface Broken {
  /** `launch`, `no-metric` and `first-crash` are about one trial; `alike` and `rate` about `count` of `of` trials. */
  readonly rule: "launch" | "no-metric" | "first-crash" | "alike" | "rate"
  readonly why: string
  readonly trial: FailedTrial
  readonly count: number
  readonly of: number
}

/**
 * Ends a study that can only waste its budget: the command cannot be started, the first trial never printed the objective or
 * crashed (these with a `canary`), the same crash came several times among the first trials, or too large a share of the trials fails.
 * Looks only at what `session` has run, so that the same command goes on once the mistake is mended.
 */
export function circuitBreaker(ledger: Ledger, session: string, breaker: Breaker = {}, canary = true): Broken | undefined {
  const last = ledger.trials[ledger.finished.at(-1) ?? -1]
  if (last?.session !== session) return undefined
  const broken = last.state === "failed" ? ((canary ? atFirst(ledger, last) : undefined) ?? alike(ledger, last, breaker)) : undefined
  return broken ?? tooMany(ledger, session, breaker)
}

/** What the first trial shows. */
function atFirst(ledger: Ledger, trial: FailedTrial): Broken | undefined {
  const { metric } = ledger.rules.objectives[0]!
  const heard = ledger.finished.some((n) => ledger.trials[n]!.state !== "failed" || ledger.trials[n]!.curve.columns.has(metric))
  const one = { trial, count: 1, of: 1 }
  const { kind } = trial.failure
  if (kind === "launch") return { ...one, rule: "launch", why: "the command could not be started" }
  if (!heard && kind === "no-metric") return { ...one, rule: "no-metric", why: "the objective was never reported" }
  if (!heard && kind === "crash") return { ...one, rule: "first-crash", why: "the first trial crashed before it had reported anything" }
  return undefined
}

function alike({ trials }: Ledger, last: FailedTrial, { identicalCrashes = 3 }: Breaker): Broken | undefined {
  const of = Math.max(5, identicalCrashes + 2)
  const same = (t: Trial): boolean =>
    t.state === "failed" && t.session === last.session && blamed(alikeKinds, t) && likeness(t) === likeness(last)
  const count = trials.slice(0, of).filter(same).length
  if (count < identicalCrashes) return undefined
  return { rule: "alike", trial: last, count, of, why: `${count} of the first ${of} trials crashed alike` }
}

function tooMany({ trials, finished }: Ledger, session: string, { failureRate, after = 10 }: Breaker): Broken | undefined {
  if (failureRate === undefined) return undefined
  const ended = finished.map((n) => trials[n]!).filter((t) => hasEnded(t) && t.session === session)
  const failed = ended.filter((t): t is FailedTrial => t.state === "failed" && blamed(scriptKinds, t))
  const [count, of, trial] = [failed.length, ended.length, failed.at(-1)]
  if (trial === undefined || of < after || count < failureRate * of) return undefined
  return { rule: "rate", trial, count, of, why: `${count} of the ${of} trials that ended failed` }
}

/** Failures that speak of the script. The others speak of a configuration, or of the caller, and are alike by their nature. */
const alikeKinds: readonly string[] = ["crash", "no-metric", "checkpoint", "protocol"]

/** Those that count for the share. */
const scriptKinds: readonly string[] = ["crash", "no-metric", "launch", "protocol"]

const blamed = (kinds: readonly string[], { failure }: FailedTrial): boolean => kinds.includes(failure.kind)

/** What is said of a failure, without the number of its trial. */
const likeness = ({ failure }: FailedTrial): string => `${failure.kind} ${failure.message.replace(/\b[Tt]rial \d+/, "")}`
