import type { Flat } from "../space/parameter.ts"

/**
 * What one earlier study found, in the words of the study that learns from it: every configuration fulfils today's space, parameters that
 * the earlier study did not have are filled with what it had used in their place, and everything is a loss.
 */
export interface Lesson {
  /** Name of the study that teaches. */
  readonly study: string
  readonly trials: readonly Taught[]
  /** What is known of its data, such as rows and columns; compared with the facts of the study that learns. */
  readonly facts?: DataFacts
}

/** A configuration that was tried, and what came of it: one loss per objective of today, smaller is better, NaN never. */
export interface Taught {
  readonly flat: Flat
  readonly losses: readonly number[]
}

/** Numbers that describe what a study works on: `rows`, `columns`, `classes`, `missing`, … */
export type DataFacts = Readonly<Record<string, number>>
