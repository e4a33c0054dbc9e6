import { spaceFromJson } from "@diapason/core"
import { exp } from "@diapason/math"
import { minimised, number, type Problem } from "./problem.ts"

/** Smooth, six parameters, one narrow global minimum among six local ones (Hartman 1973; Dixon and Szegő 1978). */
export const hartmann6: Problem = {
  name: "hartmann6",
  space: spaceFromJson(Object.fromEntries(names().map((name) => [name, { type: "float", low: 0, high: 1 }]))),
  objectives: minimised,
  optimum: {
    value: -3.322368011415515,
    at: { x0: 0.20168952, x1: 0.15001069, x2: 0.47687398, x3: 0.27533243, x4: 0.31165162, x5: 0.65730054 },
  },
  evaluate(config) {
    const x = names().map((name) => number(config, name))
    let loss = 0
    heights.forEach((height, i) => {
      const distance = x.reduce((sum, xj, j) => sum + widths[i]![j]! * (xj - centres[i]![j]!) * (xj - centres[i]![j]!), 0)
      loss -= height * exp(-distance)
    })
    return { loss }
  },
}

function names(): string[] {
  return [0, 1, 2, 3, 4, 5].map((j) => `x${j}`)
}

const heights = [1, 1.2, 3, 3.2]
const widths = [
  [10, 3, 17, 3.5, 1.7, 8],
  [0.05, 10, 17, 0.1, 8, 14],
  [3, 3.5, 1.7, 10, 17, 8],
  [17, 8, 0.05, 10, 0.1, 14],
]
const centres = [
  [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
  [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
  [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.665],
  [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
]
