import { functionNames } from "./function-names.ts"
import { RANGE } from "./range.ts"

/** Whether a string in a list of values is meant as a parameter: a range, or a known function with its brackets. */
export function looksLikeParameter(text: string): boolean {
  const called = /^\s*([A-Za-z_][A-Za-z0-9_]*)\s*\([^]*\)\s*$/.exec(text)?.[1]
  return called === undefined ? RANGE.test(text.trim()) : (functionNames as readonly string[]).includes(called)
}
