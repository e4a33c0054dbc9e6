import type { Json } from "./json.ts"

/** The kinds that end a trial, and the three that by their nature only end an attempt and requeue its trial. */
export const endingKinds = [
  "oom",
  "nan",
  "timeout",
  "crash",
  "no-metric",
  "invalid",
  "launch",
  "checkpoint",
  "protocol",
  "cancelled",
] as const
export const requeuingKinds = ["infra", "preempted", "interrupted"] as const

export type EndingKind = (typeof endingKinds)[number]
export type RequeuingKind = (typeof requeuingKinds)[number]
export type FailureKind = EndingKind | RequeuingKind

/** Why an attempt did not end well. */
export interface Failure {
  readonly kind: FailureKind
  /** One line in plain words, with the facts: exit code, signal, last line of its error output. */
  readonly message: string
  readonly exit?: number
  readonly signal?: string
  /** More that is known, for the code's words. */
  readonly facts?: Readonly<Record<string, Json>>
  /** The code of the error table that tells more. */
  readonly code?: string
}
