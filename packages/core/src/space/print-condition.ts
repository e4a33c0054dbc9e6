import { printWhen } from "./grammar/print-parameter.ts"
import type { Condition } from "./parameter.ts"

/** A condition in words: `opt=sgd and width >= 128`. */
export function printCondition({ parents, test }: Condition): string {
  const named = parents.length === 0 ? [] : [printWhen(Object.fromEntries(parents.map(({ name, values }) => [name, values])))]
  return [...named, ...(test === undefined ? [] : [test.source])].join(" and ")
}
