import { configKey, type Flat, type Outcome } from "@diapason/core"
import { rng } from "@diapason/math"
import { expect, it } from "vitest"
import { ucbPe } from "../../../src/samplers/ucb-pe.ts"
import { askFor, flatOf, play, problemOn } from "../../asking.ts"

const loss = (y: number): Outcome => ({ kind: "complete", losses: [y], violations: [] })
const square = { x: "float(0, 1)", y: "float(0, 1)" }
const xy = (flat: Flat): [number, number] => [flat["x"] as number, flat["y"] as number]
const bowl = (flat: Flat): number => (xy(flat)[0] - 0.3) ** 2 + (xy(flat)[1] - 0.6) ** 2

/** Suggestions of one batch after so many trials, none of which is told before the next is asked for. */
async function batch(seed: number, told: number, size: number): Promise<readonly Flat[]> {
  const sampler = ucbPe()
  const problem = problemOn(square, { seed })
  const { flats } = await play(ucbPe() as never, problem, told, (flat) => loss(bowl(flat)))
  const state = flats.reduce(
    (state, flat, number) => sampler.observe(state, { number, flat, outcome: loss(bowl(flat)) }),
    sampler.init(problem),
  )
  const running: { number: number; flat: Flat }[] = []
  for (let number = told; number < told + size; number++)
    running.push({ number, flat: await flatOf(sampler.suggest(state, askFor(number, seed, running))) })
  return running.map(({ flat }) => flat)
}

it("sixteen asks at once are sixteen places apart, and no worse than random ones", async () => {
  const draw = rng(1, 0, "random")
  const random = Array.from({ length: 1000 }, () => bowl({ x: draw.uniform(), y: draw.uniform() }))
  const usual = random.reduce((sum, y) => sum + y / random.length, 0)
  for (const seed of [1, 2]) {
    const flats = await batch(seed, 10, 16)
    expect(new Set(flats.map(configKey)).size).toBe(16)
    const gaps = flats.map(xy).flatMap(([x, y], i) => flats.slice(0, i).map((other) => Math.hypot(x - xy(other)[0], y - xy(other)[1])))
    expect(gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 10)]).toBeGreaterThan(0.05)
    expect(flats.reduce((sum, flat) => sum + bowl(flat) / 16, 0)).toBeLessThan(usual)
  }
})

it("one at a time it settles in a bowl", async () => {
  const { flats } = await play(ucbPe() as never, problemOn(square), 30, (flat) => loss(bowl(flat)))
  expect(Math.min(...flats.map(bowl))).toBeLessThan(1e-4)
})

it("a limit is kept to and a crash left alone", async () => {
  const { flats } = await play(ucbPe() as never, problemOn(square, { constraints: 1 }), 40, (flat) => {
    const [x, y] = xy(flat)
    return x > 0.9 ? { kind: "crashed" } : { kind: "complete", losses: [y - x], violations: [x - 0.7] }
  })
  const late = flats.slice(20).map(xy)
  expect(late.filter(([x]) => x <= 0.72).length).toBeGreaterThan(10)
  expect(late.filter(([x]) => x > 0.9).length).toBeLessThan(4)
  const best = flats.map(xy).reduce((least, [x, y]) => (x <= 0.7 ? Math.min(least, y - x) : least), Infinity)
  expect(best).toBeLessThan(-0.65)
})

it("looks around while nothing keeps the limits, and says why in words", async () => {
  const { whys } = await play(ucbPe() as never, problemOn(square, { constraints: 1 }), 8, () => ({
    kind: "complete",
    losses: [1],
    violations: [1],
  }))
  expect(whys[0]).toBe("ucb-pe: start-up design, 0 of 4 trials have finished; a scrambled Sobol point")
  expect(whys.at(-1)).toBe("ucb-pe: looks where the best may lie and least is known; a model of 7 trials")
  const { whys: plain } = await play(ucbPe() as never, problemOn(square), 12, (flat) => loss(bowl(flat)))
  expect(plain.some((why) => why.startsWith("ucb-pe: goes for the lowest loss that is plausible; a model of "))).toBe(true)
})

it("refuses a start-up that makes no sense", () => {
  expect(() => ucbPe({ startup: -1 }).init(problemOn(square))).toThrow(RangeError)
})
