import type { Board, TrialView } from "@diapason/views"
import {
  leavesToday,
  lineOf,
  type Ancestor,
  toWireMetrics,
  lastValues,
  trialSeed,
  type Json,
  type Ledger,
  type WireMetrics,
} from "@diapason/core"

/** One attempt of a trial. Times in milliseconds since 1970. */
interface AttemptRead {
  readonly attempt: number
  readonly session?: string
  readonly startedAt?: number
  readonly endedAt?: number
  readonly kind?: string
  readonly why?: string
}

/** All that is known of one trial, as the server answers it; from the ledger where the page has the trial itself. */
export interface TrialRead extends TrialView {
  readonly basis: number
  readonly revision?: number
  readonly suggestedAt: number
  readonly startedAt?: number
  readonly endedAt?: number
  /** Of whom it was born, root first and itself last, each with the last step that the next one took over. */
  readonly line?: readonly Ancestor[]
  readonly children: readonly number[]
  readonly past: readonly AttemptRead[]
  readonly checkpoints: readonly { readonly step: number; readonly path: string; readonly bytes?: number }[]
  readonly confirmed: readonly { readonly repeat: number; readonly seed: number; readonly metrics: WireMetrics }[]
  readonly artifacts: readonly { readonly name: string; readonly path: string; readonly media?: string }[]
  readonly notes: Readonly<Record<string, Json>>
  /** Its curve where the page does not hold it. */
  readonly reports?: readonly { readonly step: number; readonly metrics: WireMetrics }[]
}

/** What the ledger says of a trial; undefined where it does not hold it. Artifacts, notes and lost attempts are in the log alone. */
export function readOfLedger({ ledger, whole }: Board, number: number, children: readonly number[]): TrialRead | undefined {
  const trial = ledger.trials[number]
  if (trial === undefined) return undefined
  const {
    state,
    config,
    curve,
    attempts,
    why,
    by,
    basis,
    label,
    excluded,
    revision,
    updates,
    suggestedAt,
    startedAt,
    checkpoints,
    confirmed,
  } = trial
  const newest = {
    attempt: attempts,
    ...(trial.session !== undefined && { session: trial.session }),
    ...(startedAt !== undefined && { startedAt }),
  }
  const ended = "endedAt" in trial ? { endedAt: trial.endedAt } : {}
  return {
    trial: number,
    state,
    config,
    values: toWireMetrics("values" in trial ? trial.values : lastValues(curve)),
    steps: curve.steps.at(-1) ?? 0,
    attempts,
    why,
    by,
    basis,
    ...(label !== undefined && { label }),
    ...(trial.state === "failed" && { failure: trial.failure }),
    ...("decision" in trial && { decision: trial.decision }),
    ...(excluded !== undefined && { excluded }),
    ...(revision !== undefined && { revision }),
    ...(updates.length > 0 && { updates }),
    suggestedAt,
    ...(startedAt !== undefined && { startedAt }),
    ...ended,
    ...(trial.parent !== undefined && whole && { line: lineOf(ledger, number) }),
    children,
    past: attempts > 0 ? [{ ...newest, ...ended }] : [],
    checkpoints,
    confirmed: confirmed ?? [],
    artifacts: [],
    notes: {},
  }
}

/** The seed that the trial's own code was given. */
export const seedOf = ({ definition, trials }: Ledger, number: number): number =>
  trialSeed(definition.seed, number, trials[number]?.reseeded ?? 0)

/** The values of a configuration by path, as its script receives them. */
export const leavesOfRead = (ledger: Ledger, { config, revision }: TrialRead): ReturnType<typeof leavesToday> =>
  leavesToday(ledger, { config, ...(revision !== undefined && { revision }) })
