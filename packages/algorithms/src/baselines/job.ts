import type { Json } from "@diapason/core"

/** A common kind of training: what is tuned in it, and where others have started with success. */
export interface Job {
  /** As people name it after `proven:`. */
  readonly name: string
  readonly title: string
  /** How its source is recognised: all patterns of one row occur in it. */
  readonly signs: readonly (readonly RegExp[])[]
  readonly parameters: readonly ProvenParameter[]
  /** Configurations that are known to work, the likeliest to help first. */
  readonly starts: readonly Start[]
  /** What depends on what: where one value is moved, the other should move along. */
  readonly interactions?: readonly string[]
  /** How a start's rate follows the size of the batch. */
  readonly scaling?: Scaling
}

/** A parameter that is worth tuning, with its range. */
export interface ProvenParameter {
  readonly name: string
  /** Other names that scripts have for it. */
  readonly also?: readonly string[]
  /** Range and scale, as a line of the grammar of spaces; every start lies in it. */
  readonly range: string
  /** Why this range on this scale. */
  readonly why: string
  /** Within which factor, or within how much, the best value probably lies around a start; for beliefs. */
  readonly spread?: string | number
}

/** Values that a paper, a manual or a recorded search found good. */
export interface Start {
  readonly name: string
  readonly values: Readonly<Record<string, Json>>
  readonly source: Source
}

/** Where it is written. */
export interface Source {
  readonly cite: string
  readonly year: number
  /** Section, table, page of the manual, or file. */
  readonly where: string
}

/** `rate` grows with `size`: in proportion, or with its square root. `from` is where the rule is written. */
export interface Scaling {
  readonly rate: string
  readonly size: string
  readonly law: "linear" | "root"
  readonly from: string
}
