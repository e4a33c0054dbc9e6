import { configKey, graphKey, type Flat, type Outcome, type Sampler, type Space, type Suggestion } from "@diapason/core"
import { hypervolume } from "@diapason/math"
import { describe, expect, test } from "vitest"
import { auto } from "../../../src/samplers/auto.ts"
import { networkGp } from "../../../src/samplers/network-gp.ts"
import { random } from "../../../src/samplers/random.ts"
import { askFor, flatOf, play, problemOn } from "../../asking.ts"
import { cells, lossOf, plainCells, weightOf } from "./cells.ts"

const outcomeOf = (flat: Flat): Outcome => ({ kind: "complete", losses: [lossOf(flat)], violations: [] })
const on = (space = cells, seed = 1, objectives = 1) => ({ ...problemOn({}), space, seed, objectives })

/** The number of the first trial that is as good as any, from 1; Infinity when none of the first `most` is. */
async function until(sampler: Sampler, space: Space, seed: number, most: number): Promise<number> {
  let state = sampler.init(on(space, seed))
  for (let number = 0; number < most; number++) {
    const flat = await flatOf(sampler.suggest(state, askFor(number, seed)))
    if (lossOf(flat) <= -3.59) return number + 1
    state = sampler.observe(state, { number, flat, outcome: outcomeOf(flat) })
  }
  return Infinity
}

describe("network-gp", () => {
  test("finds a best cell in a fraction of random trials, as a network and as plain choices", async () => {
    // Six in a thousand are the best, so that random search needs 160 trials on average.
    const ofRandom = 160
    expect(await until(networkGp() as Sampler, cells, 1, 40)).toBeLessThan(ofRandom / 4)
    expect(await until(networkGp() as Sampler, plainCells, 1, 40)).toBeLessThan(ofRandom / 4)
  })

  test("does not build the same network twice while its graph tells all", async () => {
    const { flats, whys } = await play(networkGp() as Sampler, on(), 24, outcomeOf)
    const built = new Set<string>()
    for (const [i, flat] of flats.entries()) {
      const key = graphKey(cells.networks![0]!.graph(flat))
      if (whys[i]!.endsWith("compares graphs")) expect(built).not.toContain(key)
      built.add(key)
    }
    expect(whys.filter((why) => why.endsWith("compares graphs")).length).toBeGreaterThan(0)
    expect(new Set(flats.map(configKey)).size).toBe(flats.length)
  })

  test("says what it compares", async () => {
    const { whys } = await play(networkGp() as Sampler, on(), 20, outcomeOf)
    expect(whys.at(-1)).toMatch(/^network-gp: .*a model of 19 trials that compares (graphs|places|graphs and places)$/)
  })

  test("running trials are not suggested again, and their values do not matter until they end", async () => {
    const sampler = networkGp() as Sampler
    const problem = on()
    let state = sampler.init(problem)
    const { flats } = await play(random() as Sampler, problem, 15, outcomeOf)
    flats.forEach((flat, number) => (state = sampler.observe(state, { number, flat, outcome: outcomeOf(flat) })))
    const pending: { number: number; flat: Flat }[] = []
    for (let number = 15; number < 20; number++) {
      const given = (await sampler.suggest(state, askFor(number, 1, pending))) as Extract<Suggestion, { flat: Flat }>
      expect(pending.map(({ flat }) => configKey(flat))).not.toContain(configKey(given.flat))
      pending.push({ number, flat: given.flat })
    }
  })

  test("bears crashes and limits", async () => {
    const result = (flat: Flat): Outcome =>
      flat["cell.2-3"] === "none" ? { kind: "crashed" } : { kind: "complete", losses: [lossOf(flat)], violations: [weightOf(flat) - 12] }
    const { flats } = await play(networkGp() as Sampler, { ...on(), constraints: 1 }, 36, result)
    expect(flats.slice(12).filter((flat) => flat["cell.2-3"] === "none").length).toBeLessThan(3)
    const kept = flats.filter((flat) => flat["cell.2-3"] !== "none" && weightOf(flat) <= 12)
    expect(Math.min(...kept.map(lossOf))).toBeCloseTo(-2.8, 9)
  })

  test("follows the front of loss and weight", async () => {
    const result = (flat: Flat): Outcome => ({ kind: "complete", losses: [lossOf(flat), weightOf(flat)], violations: [] })
    const volume = async (sampler: Sampler): Promise<number> => {
      const { flats } = await play(sampler, on(cells, 3, 2), 30, result)
      return hypervolume(
        flats.map((flat) => [lossOf(flat), weightOf(flat)]),
        [0, 46],
      )
    }
    const [bred, drawn] = [await volume(networkGp() as Sampler), await volume(random() as Sampler)]
    expect(bred).toBeGreaterThan(drawn)
  })
})

describe("auto", () => {
  test("asks network-gp where there are networks, and evolution now and then", async () => {
    const sampler = auto() as Sampler
    let state = sampler.init(on())
    const { flats } = await play(random() as Sampler, on(), 32, outcomeOf)
    flats.forEach((flat, number) => (state = sampler.observe(state, { number, flat, outcome: outcomeOf(flat) })))
    const why = async (number: number) => ((await sampler.suggest(state, askFor(number))) as { why: string }).why
    expect(await why(32)).toContain("auto chose network-gp, which compares networks by what they build")
    expect(await why(33)).toContain("auto chose regularised-evolution for every sixth trial")
  })

  test("asks network-gp for a front among categories alone", async () => {
    const result = (flat: Flat): Outcome => ({ kind: "complete", losses: [lossOf(flat), weightOf(flat)], violations: [] })
    const { whys } = await play(auto() as Sampler, on(plainCells, 1, 2), 12, result)
    expect(whys.at(-1)).toContain("auto chose network-gp, the surest for a front among categories")
  })
})
