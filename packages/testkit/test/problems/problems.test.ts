import { assemble, drawFlat, flatten, fulfils } from "@diapason/core"
import { rng } from "@diapason/math"
import {
  ackleyMixed,
  branched,
  branin,
  hartmann6,
  learningCurve,
  noisy,
  rosenbrock,
  twoObjectives,
  type TestProblem,
} from "@diapason/testkit"
import { describe, expect, it } from "vitest"

const problems: readonly TestProblem[] = [
  branin,
  hartmann6,
  rosenbrock(2),
  rosenbrock(5),
  ackleyMixed,
  branched,
  learningCurve(9),
  learningCurve(),
]
const random = rng(5, 0, "random")

describe.each(problems.map((problem) => [problem.name, problem] as const))("%s", (_, { space, objectives, optimum, evaluate }) => {
  const value = (config: Parameters<typeof evaluate>[0]): number => evaluate(config, random)[objectives[0]!.metric]!

  it("has its optimum where it says, in its space", () => {
    expect(fulfils(space, flatten(space, optimum!.at))).toBe(true)
    expect(value(optimum!.at)).toBeCloseTo(optimum!.value, 8)
  })

  it("is nowhere better than its optimum", () => {
    for (let i = 0; i < 2000; i++) {
      const config = assemble(
        space,
        drawFlat(space, () => random.uniform()),
      )
      expect(value(config)).toBeGreaterThanOrEqual(optimum!.value - 1e-9)
    }
  })
})

describe("branin", () => {
  it("has the published minimum 0.397887 at three places", () => {
    for (const [x, y] of [
      [-Math.PI, 12.275],
      [Math.PI, 2.275],
      [3 * Math.PI, 2.475],
    ])
      expect(branin.evaluate({ x: x!, y: y! }, random)["loss"]).toBeCloseTo(0.397887, 5)
  })
})

describe("learning curves", () => {
  it("fall at every step, and end at what a full trial gives", () => {
    const { steps, at, evaluate } = learningCurve(9)
    const config = { lr: 0.3, momentum: 0.5, width: 32 }
    const losses = Array.from({ length: steps! }, (_, i) => at!(config, i + 1, random)["loss"]!)
    expect(losses.every((y, i) => i === 0 || y < losses[i - 1]!)).toBe(true)
    expect(losses.at(-1)).toBe(evaluate(config, random)["loss"])
  })
})

describe("noise", () => {
  it("has the standard deviation that was asked for, about the value", () => {
    const n = 4000
    const config = { x: 0, y: 0 }
    const mean = branin.evaluate(config, random)["loss"]!
    const draws = Array.from({ length: n }, () => noisy(2, branin).evaluate(config, random)["loss"]! - mean)
    // Five standard errors: once in two million seeds.
    expect(Math.abs(draws.reduce((sum, y) => sum + y, 0) / n)).toBeLessThan((5 * 2) / Math.sqrt(n))
    expect(Math.abs(Math.sqrt(draws.reduce((sum, y) => sum + y * y, 0) / n) - 2)).toBeLessThan((5 * 2) / Math.sqrt(2 * n))
  })
})

describe("two objectives", () => {
  it("trade off along the segment between the bowls", () => {
    for (const x of [0, 0.5, 1.3, 2]) {
      const { cost, gain } = twoObjectives.evaluate({ x, y: 0 }, random)
      expect(Math.sqrt(cost!) + Math.sqrt(4 - gain!)).toBeCloseTo(2, 12)
    }
  })
})
