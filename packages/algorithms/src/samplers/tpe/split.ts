/**
 * Sorts finished trials into good and poor for one criterion. A trial may change sides when another comes; every change is told,
 * and the last one told about a trial holds.
 */
export interface Split {
  /** A trial has finished. */
  place(row: number): readonly Change[]
  /** What was left to be decided until somebody asks. */
  settle(): readonly Change[]
  /** Trials that are good, and trials that took part. */
  readonly good: number
  readonly size: number
  /** The best of the poor ones, where the split knows an order. */
  rival?(): number | undefined
}

export interface Change {
  readonly row: number
  readonly good: boolean
}
