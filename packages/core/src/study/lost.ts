import { printValue } from "../space/grammar/print-parameter.ts"
import type { Ledger } from "../ledger/ledger.ts"
import { flatToday } from "../ledger/revision.ts"
import { contains } from "../space/domain.ts"
import type { History } from "../space/history.ts"
import type { Parameter } from "../space/parameter.ts"
import type { Space } from "../space/space.ts"

/** What a change of one parameter costs: the values that are gone in place of the usual words, and how many finished trials used them. */
interface Lost {
  readonly what?: string
  readonly used: string
}

/** How `name` of a ledger's space fares in `after`; finished trials that have lain outside before are not counted again. */
export function lostIn(ledger: Ledger, after: Space, name: string, { renamed }: History): Lost {
  const before = ledger.space.parameters.find((parameter) => parameter.name === name)
  const renewed = Object.keys(renamed).find((path) => renamed[path] === name && !(path in ledger.space.json)) ?? name
  const now = after.parameters.find((parameter) => parameter.name === renewed)
  const outside = ledger.finished.filter((number) => {
    const value = flatToday(ledger, ledger.trials[number]!)?.[name]
    return value !== undefined && (now === undefined || !contains(now, value))
  })
  const gone = before && now && goneValues(before, now)
  const { length } = outside
  const trials = `${length} finished trial${length === 1 ? "" : "s"} of ${ledger.definition.name}`
  return {
    ...(gone !== undefined && { what: `${name} lost the value${gone.length > 1 ? "s" : ""} ${gone.map(printValue).join(", ")}` }),
    used: length === 0 ? "" : gone === undefined && now !== undefined ? `, outside of which lie ${trials}` : `, used by ${trials}`,
  }
}

/** The values of a list that has only lost some. */
function goneValues(before: Parameter, now: Parameter) {
  if (before.kind !== "choice" && before.kind !== "ordinal") return undefined
  // A list of one value is a constant.
  const left = now.kind === "constant" ? [now.value] : now.kind === before.kind ? now.values : []
  const gone = before.values.filter((value) => !contains(now, value))
  return left.length > 0 && gone.length > 0 && left.every((value) => contains(before, value)) ? gone : undefined
}
