import { leavesToday, type Ledger, type Trial } from "@diapason/core"
import { valueText } from "../../cli/text/number.ts"
import { shortText } from "./text.ts"

/** A configuration in a sentence or a cell: `lr 0.00214, bs 32`; with very many values the rest is counted. */
export function configWords(ledger: Ledger, trial: Trial): string {
  const all = leavesToday(ledger, trial).map(({ flag, value }) => `${flag} ${shortText(valueText(value), 60)}`)
  return all.length <= most ? all.join(", ") : `${all.slice(0, most).join(", ")} and ${all.length - most} more`
}

const most = 30
