import { spaceFromJson } from "@diapason/core"
import { cos, exp } from "@diapason/math"
import { minimised, number, type Problem } from "./problem.ts"

/**
 * Ackley's function (Ackley 1987) over a real, a whole and a stepped number, beside a choice that lifts the whole by its own
 * amount: one smooth bowl full of dents, and categories that matter.
 */
export const ackleyMixed: Problem = {
  name: "ackley-mixed",
  space: spaceFromJson({
    x: { type: "float", low: -5, high: 5 },
    k: { type: "int", low: -5, high: 5 },
    s: { type: "float", low: -5, high: 5, step: 0.5 },
    kind: { type: "choice", values: ["a", "b", "c", "d"] },
  }),
  objectives: minimised,
  optimum: { value: 0, at: { x: 0, k: 0, s: 0, kind: "c" } },
  evaluate(config) {
    const x = [number(config, "x"), number(config, "k"), number(config, "s")]
    const squares = x.reduce((sum, xj) => sum + xj * xj, 0) / x.length
    const waves = x.reduce((sum, xj) => sum + cos(2 * Math.PI * xj), 0) / x.length
    const lift = { a: 2, b: 1, c: 0, d: 3 }[String(config["kind"])] ?? NaN
    return { loss: 20 - 20 * exp(-0.2 * Math.sqrt(squares)) + exp(1) - exp(waves) + lift }
  },
}
