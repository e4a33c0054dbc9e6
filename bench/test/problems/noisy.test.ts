import { expect, test } from "vitest"
import { problemNamed } from "../../src/problems.ts"

const noisy = problemNamed("noisy-branin")
const config = { x1: 1, x2: 2 }
const noise = (name: string, seed: number, trial: number): number => {
  const problem = problemNamed(name)
  const range = problem.random - problem.best
  return (problem.evaluate(config, { seed, trial })["loss"]! - problem.truth(config)["loss"]!) / range
}

test("the truth is that of the quiet problem, and so are best and random", () => {
  const quiet = problemNamed("branin")
  expect(noisy.truth(config)).toEqual(quiet.truth(config))
  expect([noisy.best, noisy.random]).toEqual([quiet.best, quiet.random])
})

test("the noise is normal with a tenth of the range as its standard deviation", () => {
  const draws = Array.from({ length: 4000 }, (_, i) => noise("noisy-branin", i % 40, Math.floor(i / 40)))
  const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length
  const deviation = Math.sqrt(draws.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / draws.length)
  expect(Math.abs(mean)).toBeLessThan(0.005)
  expect(deviation).toBeCloseTo(0.1, 2)
  // 31.7 % of a normal lie further out than one deviation.
  expect(draws.filter((x) => Math.abs(x) > 0.1).length / draws.length).toBeCloseTo(0.317, 1)
})

test("the same key sees the same noise whatever the configuration; another seed, trial or problem sees another", () => {
  expect(noise("noisy-branin", 3, 5)).toBe(noise("noisy-branin", 3, 5))
  const elsewhere = { x1: -4, x2: 9 }
  const there = noisy.evaluate(elsewhere, { seed: 3, trial: 5 })["loss"]! - noisy.truth(elsewhere)["loss"]!
  expect(there).toBeCloseTo(noise("noisy-branin", 3, 5) * (noisy.random - noisy.best), 9)
  const others = [noise("noisy-branin", 3, 5), noise("noisy-branin", 4, 5), noise("noisy-branin", 3, 6)]
  expect(new Set(others).size).toBe(3)
  const hartmann = problemNamed("noisy-hartmann6")
  const place = { x1: 0.5, x2: 0.5, x3: 0.5, x4: 0.5, x5: 0.5, x6: 0.5 }
  const drawn = hartmann.evaluate(place, { seed: 3, trial: 5 })["loss"]! - hartmann.truth(place)["loss"]!
  expect(drawn / (hartmann.random - hartmann.best)).not.toBeCloseTo(noise("noisy-branin", 3, 5), 6)
})
