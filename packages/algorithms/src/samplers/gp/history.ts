/** The finished trials in the order of their numbers, whatever the order of their arrival, as configurations and as rows of the cube. */
import type { Flat, Observation, Outcome } from "@diapason/core"
import { rowOf, type Cube } from "./cube.ts"

export interface Seen {
  readonly number: number
  readonly flat: Flat
  readonly row: Float64Array
  readonly outcome: Outcome
}

/** How many finished trials have smaller numbers. O(log n). */
export function before(history: readonly Seen[], number: number): number {
  let low = 0
  let high = history.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (history[middle]!.number < number) low = middle + 1
    else high = middle
  }
  return low
}

/** Adds a finished trial, in place; false when its number is there already. O(log n), and O(n) for one that arrives out of order. */
export function remember(history: Seen[], cube: Cube, { number, flat, outcome }: Observation): boolean {
  const at = before(history, number)
  if (history[at]?.number === number) return false
  history.splice(at, 0, { number, flat, row: rowOf(cube, flat), outcome })
  return true
}
