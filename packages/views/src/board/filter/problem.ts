import type { Json } from "@diapason/core"

/** Why a filter cannot be read: what is wrong `at` a place of its text, and the text that was probably meant there. */
export interface FilterProblem {
  readonly at: number
  readonly length: number
  readonly says: string
  readonly meant?: string
}

/** What people have written to a trial; undefined for nothing. */
export type NotesOf = (n: number) => Readonly<Record<string, Json>> | undefined
