import type { Column } from "@diapason/views"
import type { Range } from "../selection/brushes.ts"
import { showNumber } from "@diapason/figures"

/** A range in words: `8e-4 to 0.004`, `at most 0.29`, `adam, sgd`. */
export function showRange({ words }: Pick<Column, "words">, [low, high]: Range): string {
  if (words !== undefined) {
    const names = words.filter((_, i) => i >= low && i <= high)
    return names.length > 3 ? `${names.slice(0, 2).join(", ")} and ${names.length - 2} more` : names.join(", ") || "nothing"
  }
  if (low === -Infinity) return high === Infinity ? "any value" : `at most ${short(high)}`
  return high === Infinity ? `at least ${short(low)}` : `${short(low)} to ${short(high)}`
}

const short = (value: number): string => showNumber(Number(value.toPrecision(3)))
