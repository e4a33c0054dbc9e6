import type { RequeuingKind } from "../event/failure.ts"

/** The kinds of failure after which a trial may be given another attempt. The others would come to the same end again. */
export type RetriedKind = RequeuingKind | "crash" | "oom" | "timeout"

/** How often a trial is tried again after one kind of failure. */
export interface Retry {
  /** Further attempts, from 0; Infinity for as often as it takes. */
  readonly times: number
  /** What the memory of an attempt is multiplied by for the next one; 1 where it stays. */
  readonly memory: number
}

/**
 * What becomes of a trial whose attempt has failed, by the kind of failure. It is the session's alone: what it decides is in the log
 * as `trial.requeued`, so that nobody who reads the log needs it.
 */
export type RetryPolicy = Readonly<Record<RetriedKind, Retry>>

/** A policy as a person writes it: `{ infra: 3, crash: 0, oom: { times: 1, memory: "2x" } }`. */
export type RetryJson = {
  readonly [K in RetriedKind]?: Times | { readonly times: Times; readonly memory?: string | undefined } | undefined
}

type Times = number | "unlimited"

/** The policy of what was written; what is left out is as by default: three times for `infra`, always when preempted or interrupted, else never. */
export function retryPolicy(written: RetryJson = {}): RetryPolicy {
  const kinds = Object.keys(byDefault) as RetriedKind[]
  return Object.fromEntries(kinds.map((kind) => [kind, retryOf(written[kind] ?? byDefault[kind])])) as Record<RetriedKind, Retry>
}

const byDefault: Readonly<Record<RetriedKind, Times>> = {
  infra: 3,
  preempted: "unlimited",
  interrupted: "unlimited",
  crash: 0,
  oom: 0,
  timeout: 0,
}

function retryOf(written: NonNullable<RetryJson[RetriedKind]>): Retry {
  const { times, memory = "1x" } = typeof written === "object" ? written : { times: written }
  return { times: times === "unlimited" ? Infinity : times, memory: Number.parseFloat(memory) }
}
