import { expect, test } from "vitest"
import { landscapes } from "../../../src/problems/landscapes.ts"
import { bestOf } from "../../../src/problems/scale/best-of.ts"

const named = (name: string) => {
  const { optimum: _unknown, ...landscape } = landscapes().find((one) => one.name === name)!
  return landscape
}
const effort = { population: 40, generations: 300, restarts: 1 }

test("the search finds minima that it is not told", () => {
  expect(bestOf(named("six-hump-camel"), effort).best).toBeCloseTo(-1.0316284535, 9)
  expect(bestOf(named("func-2c"), effort).best).toBeCloseTo(-0.2063256907, 9)
  expect(bestOf(named("hartmann3"), effort).best).toBeCloseTo(-3.8627797873, 9)
})

test("the search keeps to the constraints", () => {
  const { best, at } = bestOf(named("gramacy"), effort)
  expect(best).toBeCloseTo(0.599788052, 8)
  expect(named("gramacy").truth(at)["c1"]).toBeLessThanOrEqual(0)
})

test("what is to be maximised is maximised", () => {
  const camel = named("six-hump-camel")
  const flipped = {
    ...camel,
    objectives: [{ metric: "gain", direction: "maximize" as const }],
    truth: (config: Parameters<typeof camel.truth>[0]) => ({ gain: -camel.truth(config)["loss"]! }),
  }
  expect(bestOf(flipped, effort).best).toBeCloseTo(1.0316284535, 9)
})
