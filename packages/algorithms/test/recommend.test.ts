import { configKey, type Flat, type Observation } from "@diapason/core"
import { rng } from "@diapason/math"
import { expect, it } from "vitest"
import { recommend } from "../src/recommend.ts"
import { gp } from "../src/samplers/gp.ts"
import { random } from "../src/samplers/random.ts"
import { play, problemOn } from "./asking.ts"

const square = { x: "float(0, 1)", y: "float(0, 1)" }
const truth = (flat: Flat): number => ((flat["x"] as number) - 0.7) ** 2 + ((flat["y"] as number) - 0.3) ** 2

/** Trials of a sampler whose results carry normal noise of this deviation. */
async function noisyTrials(sampler: Parameters<typeof play>[0], seed: number, deviation: number): Promise<readonly Observation[]> {
  const noise = rng(seed, 0, "trial.seed")
  const told = new Map<string, number>()
  const { flats } = await play(sampler, problemOn(square, { seed }), 40, (flat) => {
    const loss = truth(flat) + deviation * noise.normal()
    told.set(configKey(flat), loss)
    return { kind: "complete", losses: [loss], violations: [] }
  })
  return flats.map((flat, number) => ({
    number,
    flat,
    outcome: { kind: "complete", losses: [told.get(configKey(flat))!], violations: [] },
  }))
}

const loss = ({ outcome }: Observation): number => (outcome.kind === "complete" ? outcome.losses[0]! : Infinity)
const luckiest = (trials: readonly Observation[]): Observation => trials.reduce((a, b) => (loss(b) < loss(a) ? b : a))

it.each([
  ["random", 40, random],
  ["gp", 4, gp],
] as const)("under noise it recommends truly better trials than the luckiest ones that %s found", async (_, seeds, make) => {
  let [recommended, lucky, modelled] = [0, 0, 0]
  for (let seed = 0; seed < seeds; seed++) {
    const trials = await noisyTrials(make() as never, seed, 0.1)
    const given = recommend(problemOn(square, { seed }), trials)!
    recommended += truth(trials[given.number]!.flat) / seeds
    lucky += truth(luckiest(trials).flat) / seeds
    if (given.modelled) modelled++
  }
  expect(modelled).toBeGreaterThan(seeds / 2)
  expect(recommended).toBeLessThan(lucky * 0.8)
})

it("without noise it recommends the best value", async () => {
  const trials = await noisyTrials(random() as never, 1, 0)
  const given = recommend(problemOn(square), trials)!
  expect(given).toEqual({ number: luckiest(trials).number, estimate: loss(luckiest(trials)), modelled: false })
})

it("the order in which results came does not matter", async () => {
  const trials = await noisyTrials(random() as never, 2, 0.1)
  expect(recommend(problemOn(square), trials.toReversed())).toEqual(recommend(problemOn(square), trials))
})

it("what broke a limit or crashed is never recommended", () => {
  const at = (number: number, outcome: Observation["outcome"]): Observation => ({ number, flat: { x: number / 10, y: 0.5 }, outcome })
  const crashed = at(0, { kind: "crashed" })
  const broke = at(1, { kind: "complete", losses: [-5], violations: [1] })
  expect(recommend(problemOn(square), [crashed, broke])).toBeUndefined()
  const kept = at(2, { kind: "complete", losses: [3], violations: [-1] })
  expect(recommend(problemOn(square), [crashed, broke, kept])).toMatchObject({ number: 2 })
})

it("constant and infinite results, and a space without choice, recommend something", () => {
  const many = (losses: readonly number[], flat: Flat): readonly Observation[] =>
    losses.map((y, number) => ({ number, flat, outcome: { kind: "complete", losses: [y], violations: [] } }))
  expect(
    recommend(
      problemOn(square),
      many(
        Array.from({ length: 20 }, () => 1),
        { x: 0.5, y: 0.5 },
      ),
    ),
  ).toMatchObject({ number: 0 })
  expect(recommend(problemOn(square), many([Infinity, 1e308, -1e308, 3, 3, 3, 3, 3, 3, 3], { x: 0.5, y: 0.5 }))).toBeDefined()
  expect(recommend(problemOn({ k: { type: "fixed", value: 1 } }), many([2, 1, 3, 2, 1, 2, 2, 2, 2], {}))).toMatchObject({ number: 1 })
})
