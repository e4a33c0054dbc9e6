import { configKey, type Flat, type Outcome } from "@diapason/core"
import { expect, it } from "vitest"
import { random } from "../../../src/samplers/random.ts"
import { turbo } from "../../../src/samplers/turbo.ts"
import { askFor, flatOf, play, problemOn } from "../../asking.ts"

const loss = (y: number): Outcome => ({ kind: "complete", losses: [y], violations: [] })
const names = Array.from({ length: 30 }, (_, i) => `x${i}`)
const space = Object.fromEntries(names.map((name) => [name, "float(0, 1)"]))
const square = { x: "float(0, 1)", y: "float(0, 1)" }

/** A bowl off the centre in thirty dimensions, of unequal curvature; 0 at best, about 4.5 at random. */
const bowl = (flat: Flat): number =>
  names.reduce((sum, name, j) => sum + (1 + (j % 3)) * ((flat[name] as number) - 0.35 - 0.3 * ((j * 0.37) % 1)) ** 2, 0)

it("in thirty dimensions it gets much nearer than random draws do", async () => {
  const best = async (sampler: Parameters<typeof play>[0]): Promise<number> =>
    Math.min(...(await play(sampler, problemOn(space, { trials: 80 }), 80, (flat) => loss(bowl(flat)))).flats.map(bowl))
  const [searched, drawn] = [await best(turbo() as never), await best(random() as never)]
  expect(searched).toBeLessThan(drawn / 2)
})

it("a search that has settled starts again, and says so", async () => {
  const { whys } = await play(turbo({ startup: 4 }) as never, problemOn(square), 60, ({ x, y }) =>
    loss((Number(x) - 0.3) ** 2 + (Number(y) - 0.6) ** 2),
  )
  expect(whys[0]).toBe("turbo: start-up design of a region, 0 of 4 trials have finished; a scrambled Sobol point")
  expect(whys[4]).toMatch(/^turbo: a draw from a model of 4 trials, within 0\.8 of a range around trial [0-3]; the first region$/)
  expect(whys.at(-1)).toMatch(/region 2, since the search around one best had ended/)
})

it("asks without a result between them are different draws", async () => {
  const sampler = turbo({ startup: 4 })
  const problem = problemOn(square)
  const { flats } = await play(sampler as never, problem, 10, ({ x }) => loss(Number(x)))
  const state = flats.reduce(
    (state, flat, number) => sampler.observe(state, { number, flat, outcome: loss(Number(flat["x"])) }),
    sampler.init(problem),
  )
  const running: { number: number; flat: Flat }[] = []
  for (let number = 10; number < 26; number++)
    running.push({ number, flat: await flatOf(sampler.suggest(state, askFor(number, 1, running))) })
  expect(new Set(running.map(({ flat }) => configKey(flat))).size).toBe(16)
})

it("a limit is kept to", async () => {
  const { flats } = await play(turbo() as never, problemOn(square, { constraints: 1 }), 40, ({ x, y }) => ({
    kind: "complete",
    losses: [Number(y) - Number(x)],
    violations: [Number(x) - 0.7],
  }))
  const kept = flats.filter(({ x }) => Number(x) <= 0.7)
  expect(kept.length).toBeGreaterThan(15)
  expect(Math.min(...kept.map(({ x, y }) => Number(y) - Number(x)))).toBeLessThan(-0.6)
})

it("of several objectives the sum is made small", async () => {
  const sum = ({ x, y }: Flat): number => (Number(x) - 0.2) ** 2 + (Number(y) - 0.8) ** 2
  const { flats } = await play(turbo() as never, problemOn(square, { objectives: 2 }), 40, (flat) => ({
    kind: "complete",
    losses: [sum(flat) / 2, sum(flat) / 2],
    violations: [],
  }))
  expect(Math.min(...flats.map(sum))).toBeLessThan(1e-3)
})

it("refuses a start-up that makes no sense", () => {
  expect(() => turbo({ startup: 1.5 }).init(problemOn(square))).toThrow(RangeError)
})
