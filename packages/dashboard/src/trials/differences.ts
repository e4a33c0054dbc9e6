import type { Column } from "@diapason/views"

/** One value of several trials beside each other. */
export interface Difference {
  readonly column: Column
  /** By trial, NaN where it has none. */
  readonly values: readonly number[]
  readonly same: boolean
}

/** Values of one kind of several trials, those that differ first, each part in the order of the study. */
export function differences(columns: readonly Column[], kind: Column["kind"], trials: readonly number[]): readonly Difference[] {
  const rows = columns
    .filter((column) => column.kind === kind)
    .map((column) => {
      const values = trials.map((n) => column.values[n] ?? NaN)
      return { column, values, same: values.every((value) => Object.is(value, values[0])) }
    })
  return [...rows.filter(({ same }) => !same), ...rows.filter(({ same }) => same)]
}
