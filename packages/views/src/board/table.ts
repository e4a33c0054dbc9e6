import type { Trial } from "@diapason/core"

/** How a trial is shown: its state, unless it broke a limit that is learned from results, or a person has taken it out. */
export type Mark = (typeof marks)[number]

export const marks = ["waiting", "running", "paused", "complete", "pruned", "failed", "infeasible", "excluded"] as const

/**
 * The trials of a study in columns: what panels, filters and lists read. Row n is trial n. A hundred thousand trials take some tens of
 * megabytes, and a filter over them a few milliseconds.
 */
export interface TrialTable {
  /** How many trials there are; columns may be longer. */
  readonly size: number
  /** Index into `marks`. */
  readonly mark: Uint8Array
  /** Parameters in the order of the space, metrics with the objectives first, then facts. */
  readonly columns: readonly Column[]
}

/** One number per trial; NaN where it has none. */
export interface Column {
  /** `optimizer.momentum`, `val_loss`, `duration`. */
  readonly name: string
  readonly kind: "parameter" | "metric" | "fact"
  readonly scale: "linear" | "log" | "reverse-log" | "category"
  /** Of a parameter with a range. */
  readonly low?: number
  readonly high?: number
  /** Of a category: what its numbers stand for, as JSON text where they are not words. */
  readonly words?: readonly string[]
  readonly values: Float64Array
}

/** What is known of every trial beside its parameters and metrics. Times are milliseconds since 1970, durations milliseconds. */
export const facts = ["suggested", "started", "ended", "duration", "steps", "attempts", "parent", "revision"] as const

/** The column of that name; undefined where there is none. */
export const columnNamed = ({ columns }: TrialTable, name: string): Column | undefined => columns.find((column) => column.name === name)

/** How a trial is shown. */
export function markOf(trial: Trial, violations: readonly number[]): Mark {
  if (trial.excluded !== undefined) return "excluded"
  if (trial.state === "complete" && violations.some((v) => !(v <= 0))) return "infeasible"
  return trial.state
}
