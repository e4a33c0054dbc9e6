import type { Trial, TrialState } from "@diapason/core"

/** How a trial is shown: its state, unless it broke a limit that is learned from results, or a person has taken it out. */
export type Mark = (typeof marks)[number]

export const marks = ["waiting", "running", "paused", "complete", "pruned", "failed", "infeasible", "excluded"] as const

/**
 * The trials of a study in columns: what panels, filters and lists read. Row n is trial n. A hundred thousand trials take some tens of
 * megabytes, and a filter over them a few milliseconds. A table that was followed on shares its numbers with the one before it.
 */
export interface TrialTable {
  /** How many trials there are; columns may be longer. */
  readonly size: number
  /** Index into `marks`. */
  readonly mark: Uint8Array
  /** Parameters in the order of the space, metrics with the objectives first and the others by name, then facts. */
  readonly columns: readonly Column[]
}

/** One number per trial; NaN where it has none. A column in which something has changed is another object. */
export interface Column {
  /** `optimizer.momentum`, `val_loss`, `duration`. */
  readonly name: string
  readonly kind: "parameter" | "metric" | "fact"
  readonly scale: "linear" | "log" | "reverse-log" | "category"
  /** Of a parameter with a range. */
  readonly low?: number
  readonly high?: number
  /** Of an objective. */
  readonly direction?: "minimize" | "maximize"
  /** Of a category: what its numbers stand for, as JSON text where they are not words. */
  readonly words?: readonly string[]
  readonly values: Float64Array
}

/**
 * What is known of every trial beside its parameters and metrics. Times are milliseconds since 1970, durations milliseconds; `born` and
 * `over` are the positions of the log at which it was handed out and ended. The last five are categories: the sampler that proposed it, the
 * session of its newest attempt, the kind of its failure, its label, and its state, also where its mark says that it is infeasible or excluded.
 */
export const facts = [
  "suggested",
  "started",
  "ended",
  "duration",
  "steps",
  "attempts",
  "parent",
  "revision",
  "born",
  "over",
  "by",
  "session",
  "failure",
  "label",
  "state",
] as const

/** The column of that name; undefined where there is none. */
export const columnNamed = ({ columns }: TrialTable, name: string): Column | undefined => columns.find((column) => column.name === name)

/** A fact of that name; a parameter may have the same one. */
export const factNamed = ({ columns }: TrialTable, name: (typeof facts)[number]): Column =>
  columns.find((column) => column.kind === "fact" && column.name === name)!

/** What stands for a number of a category; undefined where the trial has none. */
export const wordAt = ({ words, values }: Column, n: number): string | undefined => words?.[values[n]!]

export const states: readonly TrialState[] = ["waiting", "running", "paused", "complete", "pruned", "failed"]

/** How many trials are in each state, those that are shown as infeasible or excluded among them. */
export function tableCounts(table: TrialTable): Readonly<Record<TrialState, number>> {
  const counts = { waiting: 0, running: 0, paused: 0, complete: 0, pruned: 0, failed: 0 }
  const { values } = factNamed(table, "state")
  for (let n = 0; n < table.size; n++) counts[states[values[n]!]!]++
  return counts
}

/** How a trial is shown. */
export function markOf(trial: Trial, violations: readonly number[]): Mark {
  if (trial.excluded !== undefined) return "excluded"
  if (trial.state === "complete" && violations.some((v) => !(v <= 0))) return "infeasible"
  return trial.state
}
