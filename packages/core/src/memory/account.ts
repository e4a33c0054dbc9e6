import type { Json } from "../event/json.ts"

/**
 * What was made of one earlier study, for people: whether it teaches, what of its space is today's too, and what is not, and why.
 * Stands in the log beside the lessons.
 */
export interface Account {
  readonly study: string
  readonly teaches: boolean
  /** In a sentence: why it teaches, or why it does not. */
  readonly why: string
  /** How many of its trials are taken. */
  readonly trials: number
  /** How many it has that are complete. */
  readonly of: number
  /** The share of parameters that both search, of those that either searches: 0 to 1. */
  readonly likeness: number
  /** Parameters that mean the same: `lr`, or `learning_rate as lr` where that was declared. */
  readonly matched: readonly string[]
  /** What today searches and that study did not, with the value that stands for it. */
  readonly filled: Readonly<Record<string, Json>>
  /** What that study searched and today does not. */
  readonly unused: readonly string[]
  /** Of the same name with another meaning, in words. */
  readonly refused: readonly string[]
  /** Names that look like others of today; taken only when they are declared. */
  readonly near: readonly Near[]
}

/** A name there that looks like one of today. */
export interface Near {
  readonly there: string
  readonly today: string
}
