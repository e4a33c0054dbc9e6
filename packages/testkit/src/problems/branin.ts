import { spaceFromJson } from "@diapason/core"
import { cos } from "@diapason/math"
import { minimised, number, type Problem } from "./problem.ts"

/** Smooth, two parameters, three equal minima (Branin 1972; Dixon and Szegő 1978). */
export const branin: Problem = {
  name: "branin",
  space: spaceFromJson({ x: { type: "float", low: -5, high: 10 }, y: { type: "float", low: 0, high: 15 } }),
  objectives: minimised,
  optimum: { value: 10 / (8 * Math.PI), at: { x: Math.PI, y: 2.275 } },
  evaluate(config) {
    const [x, y] = [number(config, "x"), number(config, "y")]
    const bend = y - (5.1 / (4 * Math.PI * Math.PI)) * x * x + (5 / Math.PI) * x - 6
    return { loss: bend * bend + 10 * (1 - 1 / (8 * Math.PI)) * cos(x) + 10 }
  },
}
