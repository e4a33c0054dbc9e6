import type { Ledger } from "@diapason/core"
import { taughtWords } from "@diapason/views"

/** Which earlier studies taught this one, in a line; undefined where none did. */
export function taughtLine({ teaching }: Pick<Ledger, "teaching">): string | undefined {
  if (teaching === undefined || teaching.lessons.length === 0) return undefined
  const strength = teaching.strength === "auto" ? "" : `, strength ${teaching.strength}`
  return `taught by ${taughtWords(teaching)}${strength}`
}
