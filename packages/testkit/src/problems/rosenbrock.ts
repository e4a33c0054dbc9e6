import { spaceFromJson } from "@diapason/core"
import { minimised, number, type Problem } from "./problem.ts"

/** A curved valley: parameters that only help together (Rosenbrock 1960), in `d` dimensions, at least 2. */
export function rosenbrock(d = 4): Problem {
  const names = Array.from({ length: d }, (_, j) => `x${j}`)
  return {
    name: `rosenbrock${d}`,
    space: spaceFromJson(Object.fromEntries(names.map((name) => [name, { type: "float", low: -5, high: 10 }]))),
    objectives: minimised,
    optimum: { value: 0, at: Object.fromEntries(names.map((name) => [name, 1])) },
    evaluate(config) {
      const x = names.map((name) => number(config, name))
      let loss = 0
      for (let j = 1; j < d; j++) {
        const [a, b] = [x[j - 1]!, x[j]!]
        loss += 100 * (b - a * a) * (b - a * a) + (1 - a) * (1 - a)
      }
      return { loss }
    },
  }
}
