import type { Flat, Outcome, Sampler } from "@diapason/core"
import { expect, test } from "vitest"
import { random } from "../../../src/samplers/random.ts"
import { regularisedEvolution } from "../../../src/samplers/regularised-evolution.ts"
import { askFor, flatOf, play, problemOn } from "../../asking.ts"
import { lossOf, plainCells } from "./cells.ts"

const problem = { ...problemOn({}), space: plainCells }
const outcomeOf = (flat: Flat): Outcome => ({ kind: "complete", losses: [lossOf(flat)], violations: [] })
const differences = (a: Flat, b: Flat): number => Object.keys(a).filter((name) => a[name] !== b[name]).length

test("a child differs in one place from the best of those drawn", async () => {
  const { flats, whys } = await play(regularisedEvolution({ population: 10, sample: 4 }) as Sampler, problem, 30, outcomeOf)
  for (let i = 10; i < 30; i++) {
    const [, number, steps] = /child of trial (\d+), .* mutated (once|\d+ times)/.exec(whys[i]!)!
    expect(i - Number(number)).toBeLessThanOrEqual(10)
    if (steps === "once") expect(differences(flats[i]!, flats[Number(number)]!)).toBe(1)
  }
})

test("the oldest leave however good they were", async () => {
  const sampler = regularisedEvolution({ population: 5, sample: 40 }) as Sampler
  let state = sampler.init(problem)
  const { flats } = await play(random() as Sampler, problem, 6, outcomeOf)
  flats.forEach((flat, number) => {
    state = sampler.observe(state, { number, flat, outcome: { kind: "complete", losses: [number === 0 ? -100 : number], violations: [] } })
  })
  // Trial 0 is the best of all and too old; of the last five the best is trial 1.
  const given = await sampler.suggest(state, askFor(6))
  expect((given as { why: string }).why).toContain("child of trial 1,")
  expect(differences(await flatOf(given), flats[1]!)).toBe(1)
})

test("of several objectives a parent lies on the front of those drawn", async () => {
  const sampler = regularisedEvolution({ population: 5, sample: 40 }) as Sampler
  let state = sampler.init({ ...problem, objectives: 2 })
  const { flats } = await play(random() as Sampler, problem, 5, outcomeOf)
  const losses = [[3, 3], [4, 4], [1, 5], [5, 1], [6, 6]] // prettier-ignore
  flats.forEach((flat, number) => {
    state = sampler.observe(state, { number, flat, outcome: { kind: "complete", losses: losses[number]!, violations: [] } })
  })
  const { why } = (await sampler.suggest(state, askFor(5))) as { why: string }
  expect(why).toMatch(/child of trial [023],/)
})

test("finds the best cell in half of random's trials", async () => {
  let [bred, drawn] = [0, 0]
  for (let seed = 0; seed < 15; seed++) {
    const first = async (sampler: Sampler): Promise<number> => {
      const { flats } = await play(sampler, { ...problem, seed }, 400, outcomeOf)
      const at = flats.findIndex((flat) => lossOf(flat) <= -3.59)
      return at < 0 ? 400 : at + 1
    }
    bred += await first(regularisedEvolution({ population: 15, sample: 5 }) as Sampler)
    drawn += await first(random() as Sampler)
  }
  expect(bred).toBeLessThan(drawn / 2)
})

test("refuses settings that make no sense", () => {
  expect(() => regularisedEvolution({ population: 1 }).init(problem)).toThrow(RangeError)
  expect(() => regularisedEvolution({ sample: 2.5 }).init(problem)).toThrow("sample cannot be 2.5")
})
