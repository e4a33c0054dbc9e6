import { DiapasonError, evaluate, parseExpression, type Config } from "diapason/browser"
import type { TestFunction } from "./test-function.ts"

/** A function that somebody typed: an expression over x and y, and where they lie. */
export interface OwnFunction {
  readonly text: string
  readonly x: readonly [number, number]
  readonly y: readonly [number, number]
}

/** What stands there first. */
export const ownAtFirst: OwnFunction = { text: "pow(x - 1, 2) + pow(y + 1, 2) + 6 * sin(2 * x) * cos(2 * y)", x: [-5, 5], y: [-5, 5] }

/** The function that was typed, or what is wrong with it in one line. Nothing of it is run as code: it is read by the language of constraints. */
export function readOwn({ text, x, y }: OwnFunction): TestFunction | string {
  for (const [name, [low, high]] of [["x", x] as const, ["y", y] as const]) {
    if (!(Number.isFinite(low) && Number.isFinite(high) && low < high)) return `${name} needs two numbers, the lower one first`
  }
  try {
    const expression = parseExpression(text)
    const stranger = expression.reads.find((name) => name !== "x" && name !== "y")
    if (stranger !== undefined) return `${stranger} is not known here: there are x and y, and functions such as pow, exp, log, sin and cos`
    return {
      name: "own",
      title: "Your own",
      about: `f(x, y) = ${text}`,
      space: { x: { type: "float", low: x[0], high: x[1] }, y: { type: "float", low: y[0], high: y[1] } },
      evaluate: (config: Config) => Number(evaluate(expression, config)),
    }
  } catch (error) {
    if (error instanceof DiapasonError) return error.words.what
    throw error
  }
}
