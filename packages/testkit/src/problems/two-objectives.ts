import { spaceFromJson } from "@diapason/core"
import { number, type Problem } from "./problem.ts"

/**
 * Two bowls: f = x² + y² and g = (x − 2)² + y². The front is y = 0, 0 ≤ x ≤ 2, where √f + √g = 2 (Schaffer 1985, with a second
 * parameter). `cost` is minimised and `gain` = 4 − g maximised, so that both directions occur.
 */
export const twoObjectives: Problem = {
  name: "two-objectives",
  space: spaceFromJson({ x: { type: "float", low: -4, high: 6 }, y: { type: "float", low: -4, high: 4 } }),
  objectives: [
    { metric: "cost", direction: "minimize" },
    { metric: "gain", direction: "maximize" },
  ],
  evaluate(config) {
    const [x, y] = [number(config, "x"), number(config, "y")]
    return { cost: x * x + y * y, gain: 4 - (x - 2) * (x - 2) - y * y }
  },
}
