import { showDuration } from "@diapason/figures"
import type { By } from "./compared.ts"

/** A budget in words: `40 trials`, `12 min 30 s`. */
export const costText = (by: By, spent: number): string =>
  by === "time" ? showDuration(spent) : `${Number(spent.toFixed(1))} ${spent === 1 ? "trial" : "trials"}`
