import type { By } from "@diapason/views"
import { clockText } from "../text/duration.ts"

/** A budget for people: `40 trials`, `0:52`, `1:12:40 of training`. */
export function costText(by: By, spent: number): string {
  if (by === "trials") return `${Number(spent.toFixed(1))} ${spent === 1 ? "trial" : "trials"}`
  return by === "time" ? clockText(spent) : `${clockText(spent)} of training`
}
