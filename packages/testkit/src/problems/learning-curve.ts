import { spaceFromJson, type Config } from "@diapason/core"
import { exp, log, pow } from "@diapason/math"
import { minimised, number, type Problem } from "./problem.ts"

/**
 * Training curves: loss falls from 1 to a level by a power of the step. Whatever is off raises the
 * level and slows the fall, so that the best configuration is the best at every step and early values tell of the later ones. `steps` is the last step, at least 1.
 */
export function learningCurve(steps = 27): Problem {
  const at: NonNullable<Problem["at"]> = (config, step) => ({ loss: curve(config, step) })
  return {
    name: `learning-curve${steps}`,
    space: spaceFromJson({
      lr: { type: "float", low: 1e-4, high: 1, scale: "log" },
      momentum: { type: "float", low: 0, high: 0.99 },
      width: { type: "int", low: 8, high: 256, scale: "log" },
    }),
    objectives: minimised,
    optimum: { value: curve(best, steps), at: best },
    evaluate: (config, random) => at(config, steps, random),
    steps,
    at,
  }
}

const best: Config = { lr: 0.03, momentum: 0.9, width: 256 }

function curve(config: Config, step: number): number {
  const off = log(number(config, "lr") / 0.03)
  const level = 0.05 + 0.02 * off * off + 0.3 * square(number(config, "momentum") - 0.9) + 0.4 / number(config, "width")
  const speed = exp(-0.15 * off * off)
  return level + (1 - 0.05) * pow(step, -speed)
}

const square = (x: number): number => x * x
