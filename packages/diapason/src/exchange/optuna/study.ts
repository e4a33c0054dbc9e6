/** A study as Optuna knows it, whatever it is kept in: a database of any version, or a journal. */
export interface OptunaStudy {
  readonly name: string
  readonly directions: readonly Direction[]
  readonly user: Attributes
  readonly system: Attributes
  /** By their numbers, from 0 without gaps. */
  readonly trials: readonly OptunaTrial[]
}

export type Direction = "NOT_SET" | "MINIMIZE" | "MAXIMIZE"

/** In the order of the codes that a journal has for them. */
export const trialStates = ["RUNNING", "COMPLETE", "PRUNED", "FAIL", "WAITING"] as const

export type OptunaState = (typeof trialStates)[number]

/** Attributes by key, each as the JSON text that Python wrote: in it 1 and 1.0 are two things, and NaN may stand bare. */
export type Attributes = Readonly<Record<string, string>>

export interface OptunaTrial {
  readonly number: number
  readonly state: OptunaState
  /** UTC to the microsecond: `2026-01-01T00:00:05.250000`. */
  readonly start?: string
  readonly complete?: string
  /** In the order in which they were drawn. */
  readonly params: Readonly<Record<string, OptunaParam>>
  /** One a direction, where it has results. */
  readonly values?: readonly number[]
  /** What was reported, as step and value, in ascending steps. */
  readonly reports: readonly (readonly [step: number, value: number])[]
  readonly user: Attributes
  readonly system: Attributes
}

export interface OptunaParam {
  /** The distribution it was drawn from in this trial, as Optuna's JSON text. */
  readonly distribution: string
  /** Optuna's own number: the value, or the index of a choice. */
  readonly internal: number
}

/** What a file or a database holds. */
export interface OptunaSource {
  readonly studies: readonly OptunaStudy[]
  /** What was left out on reading, each in one line. */
  readonly skipped: readonly string[]
}
