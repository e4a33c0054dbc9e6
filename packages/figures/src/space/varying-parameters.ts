import type { Column, TrialTable } from "@diapason/views"

const known = new WeakMap<TrialTable, readonly Column[]>()

/** The parameters of which at least two values were tried; constants say nothing. */
export function varyingParameters(table: TrialTable): readonly Column[] {
  const found = known.get(table)
  if (found !== undefined) return found
  const made = table.columns.filter((column) => column.kind === "parameter" && varies(column, table.size))
  known.set(table, made)
  return made
}

function varies({ values }: Column, size: number): boolean {
  let first = NaN
  for (let n = 0; n < size; n++) {
    const value = values[n]!
    if (value !== value) continue
    if (first !== first) first = value
    else if (value !== first) return true
  }
  return false
}
