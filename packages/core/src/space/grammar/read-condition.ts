import type { Json } from "../../event/json.ts"
import { skipSpace, take, type Scanner } from "./scanner.ts"

/**
 * What stands after `if`, to the end of the scanner: `opt=sgd`, `booster=dart,gbtree and depth=2` become parents with their
 * values; anything else is an expression, returned as its text. `takeValue` reads one value.
 */
export function readCondition(scanner: Scanner, takeValue: (scanner: Scanner) => Json): string | Record<string, Json[]> {
  skipSpace(scanner)
  const start = scanner.at
  const parents: Record<string, Json[]> = {}
  do {
    const name = take(scanner, /([A-Za-z_][A-Za-z0-9_.[\]-]*)\s*=(?!=)/y)?.[1]
    if (name === undefined || Object.hasOwn(parents, name)) return expression(scanner, start)
    parents[name] = [takeValue(scanner)]
    while (take(scanner, /,/y)) parents[name].push(takeValue(scanner))
  } while (take(scanner, /and\b|&&/y))
  skipSpace(scanner)
  return scanner.at === scanner.end ? parents : expression(scanner, start)
}

function expression(scanner: Scanner, start: number): string {
  scanner.at = scanner.end
  return scanner.text.slice(start, scanner.end).trim()
}
