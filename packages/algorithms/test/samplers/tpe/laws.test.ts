import type { Flat, Observation, Outcome } from "@diapason/core"
import { rng, shuffle } from "@diapason/math"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { tpe } from "../../../src/samplers/tpe.ts"
import { presets, type PresetName } from "../../../src/samplers/tpe/preset.ts"
import { askFor, complete, flatOf, loss, play, problemOn } from "./ask.ts"
import { choice, conditional, finite, float, int, mixed, spaceOf } from "./spaces.ts"

const names = Object.keys(presets) as PresetName[]
const seed = fc.integer({ min: 0, max: 1e6 })

/** A random history on the mixed space with every kind of ending. */
function history(seed: number, n: number): Observation[] {
  const random = rng(seed, 0, "random")
  return Array.from({ length: n }, (_, number) => {
    const flat: Flat = {
      x: -5 + 15 * random.uniform(),
      lr: 1e-5 * 10 ** (4 * random.uniform()),
      layers: 1 + random.below(8),
      width: 1 + random.below(128),
      act: ["relu", "tanh", "gelu"][random.below(3)]!,
    }
    const fate = random.uniform()
    const value = Math.round(random.normal() * 100) / 8
    const outcome: Outcome =
      fate < 0.8 ? loss(value) : fate < 0.9 ? { kind: "stopped", step: random.below(4), losses: [value] } : { kind: "crashed" }
    return { number, flat, outcome }
  })
}

function suggestionAfter(
  observations: readonly Observation[],
  preset: PresetName,
  number = observations.length,
  problem = problemOn(mixed),
) {
  const sampler = tpe({ preset })
  const state = observations.reduce((state, one) => sampler.observe(state, one), sampler.init(problem))
  return sampler.suggest(state, askFor(number))
}

describe("the laws of a sampler", () => {
  it("L1: the order in which results arrived changes nothing", () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 0, max: 120 }), fc.constantFrom(...names), (seed, n, preset) => {
        const seen = history(seed, n)
        const other = shuffle(seen, rng(seed, 1, "random"))
        expect(suggestionAfter(other, preset)).toEqual(suggestionAfter(seen, preset))
      }),
      { numRuns: 20 },
    )
    const seen = history(3, 800)
    expect(suggestionAfter(shuffle(seen, rng(1, 1, "random")), "w23")).toEqual(suggestionAfter(seen, "w23"))
  })

  it("L1: having been asked before, with other trials running, changes nothing", () => {
    const seen = history(5, 60)
    const sampler = tpe()
    let state = sampler.init(problemOn(mixed))
    for (const one of seen) {
      state = sampler.observe(state, one)
      void sampler.suggest(
        state,
        askFor(1000 + one.number, 1, [
          { number: 70, flat: seen[3]!.flat },
          { number: one.number + 1, flat: seen[(one.number + 1) % 60]!.flat },
        ]),
      )
    }
    expect(sampler.suggest(state, askFor(60))).toEqual(suggestionAfter(seen, "w23"))
  })

  it("L2: what is suggested lies in its domain, on its grid, with its declared children only", () => {
    const seen = play(tpe(), problemOn(conditional), 60, ({ lr, momentum, beta1 }) =>
      loss((lr as number) + ((momentum ?? beta1) as number)),
    )
    for (const { flat } of seen) {
      const keys = flat["optimizer"] === "sgd" ? ["lr", "optimizer", "momentum"] : ["lr", "optimizer", "beta1", "warmup", "amsgrad"]
      expect(Object.keys(flat).sort()).toEqual(keys.sort())
      expect(flat["lr"] as number).toSatisfy((x: number) => x >= 0 && x <= 1)
      if (flat["optimizer"] === "adam") expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]).toContain(flat["warmup"])
    }
    expect(new Set(seen.map(({ flat }) => flat["optimizer"])).size).toBe(2)
  })

  it("L2: a constraint between parameters is never broken", () => {
    const space = spaceOf([float("x"), float("y")], ["x < y"])
    const seen = play(tpe({ startup: 5 }), problemOn(space), 50, ({ x, y }) => loss((y as number) - (x as number)))
    for (const { flat } of seen) expect(flat["x"] as number).toBeLessThan(flat["y"] as number)
    expect(Math.min(...seen.map(({ flat }) => (flat["y"] as number) - (flat["x"] as number)))).toBeLessThan(0.05)
  })

  it.each(["rank", "optuna5"] as const)("L3: under %s an increasing map of the losses changes nothing", (preset) => {
    const seen = history(11, 90)
    const mapped = seen.map((one) => ({ ...one, outcome: bent(one.outcome) }))
    expect(suggestionAfter(mapped, preset)).toEqual(suggestionAfter(seen, preset))
  })

  it("L4: under w23 a shift and a scale of the losses change nothing", () => {
    const seen = history(12, 90)
    const mapped = seen.map((one) => ({ ...one, outcome: scaled(one.outcome) }))
    expect(suggestionAfter(mapped, "w23")).toEqual(suggestionAfter(seen, "w23"))
    const other = seen.map((one) => ({ ...one, outcome: bent(one.outcome) }))
    expect(suggestionAfter(other, "w23")).not.toEqual(suggestionAfter(seen, "w23"))
  })

  it("L6: a range of another length and place changes nothing in unit coordinates", () => {
    const unit = spaceOf([float("x"), int("k", 1, 8)])
    const wide = spaceOf([float("x", -16, 16), int("k", 101, 108)])
    const points = Array.from({ length: 40 }, (_, i) => ({ x: ((i * 37) % 64) / 64, k: 1 + ((i * 5) % 8) }))
    const here = points.map((flat, i) => complete(i, flat, (i * 7) % 11))
    const there = points.map(({ x, k }, i) => complete(i, { x: -16 + 32 * x, k: k + 100 }, (i * 7) % 11))
    const a = flatOf(suggestionAfter(here, "w23", 40, problemOn(unit)))
    const b = flatOf(suggestionAfter(there, "w23", 40, problemOn(wide)))
    expect(((b["x"] as number) + 16) / 32).toBeCloseTo(a["x"] as number, 12)
    expect((b["k"] as number) - 100).toBe(a["k"])
  })

  it("L7: a finite space is tried once each, then it is exhausted", () => {
    const problem = problemOn(finite)
    const seen = play(tpe({ startup: 3 }), problem, 100, ({ a }) => loss(a as number))
    expect(seen.length).toBe(12)
    expect(new Set(seen.map(({ flat }) => JSON.stringify(flat))).size).toBe(12)
  })

  it("L7: a category relabelled is the same category: crashed configurations do not come back", () => {
    const seen = play(tpe({ startup: 3 }), problemOn(finite), 100, ({ a }) => (a === 2 ? { kind: "crashed" } : loss(a as number)))
    expect(new Set(seen.map(({ flat }) => JSON.stringify(flat))).size).toBe(seen.length)
  })

  it("L9: asks without a tell between them give different points", () => {
    const seen = history(21, 40)
    const sampler = tpe()
    const state = seen.reduce((state, one) => sampler.observe(state, one), sampler.init(problemOn(mixed)))
    const pending: { number: number; flat: Flat }[] = []
    for (let number = 40; number < 56; number++) pending.push({ number, flat: flatOf(sampler.suggest(state, askFor(number, 1, pending))) })
    expect(new Set(pending.map(({ flat }) => JSON.stringify(flat))).size).toBe(16)
    const finiteState = sampler.init(problemOn(finite))
    const running: { number: number; flat: Flat }[] = []
    for (let number = 0; number < 12; number++)
      running.push({ number, flat: flatOf(sampler.suggest(finiteState, askFor(number, 1, running))) })
    expect(new Set(running.map(({ flat }) => JSON.stringify(flat))).size).toBe(12)
    expect(sampler.suggest(finiteState, askFor(12, 1, running))).toHaveProperty("exhausted")
  })

  it("L9: a running trial pushes the others away from where it is", () => {
    const at = (i: number): Flat => ({ x: (i + 0.5) / 30 })
    const space = spaceOf([float("x")])
    const seen = Array.from({ length: 30 }, (_, i) => complete(i, at(i), Math.abs(i - 15)))
    const sampler = tpe({ startup: 5 })
    const state = seen.reduce((state, one) => sampler.observe(state, one), sampler.init(problemOn(space)))
    const crowd = Array.from({ length: 20 }, (_, i) => ({ number: 100 + i, flat: { x: 0.5 + i / 2000 } }))
    const near = (pending: typeof crowd): number =>
      Array.from({ length: 40 }, (_, i) => flatOf(sampler.suggest(state, askFor(200 + i, 1, pending)))["x"] as number).filter(
        (x) => Math.abs(x - 0.505) < 0.02,
      ).length
    expect(near(crowd)).toBeLessThan(near([]))
  })

  it("L10: every value of a poor category is still tried", () => {
    const space = spaceOf([choice("c", ["good", "bad"]), float("x")])
    const seen = play(tpe({ startup: 10 }), problemOn(space), 300, ({ c, x }) => loss((c === "good" ? 0 : 10) + (x as number)))
    expect(seen.slice(50).some(({ flat }) => flat["c"] === "bad")).toBe(true)
  })
})

describe("a suggestion", () => {
  it("says why in one line", () => {
    expect(suggestionAfter(history(1, 0), "w23")).toHaveProperty(
      "why",
      "tpe: start-up design, 0 of 6 trials have finished; a scrambled Sobol point",
    )
    const sampler = tpe()
    const state = history(30, 40).reduce((state, one) => sampler.observe(state, one), sampler.init(problemOn(mixed)))
    const suggestion = sampler.suggest(state, askFor(41, 1, [{ number: 40, flat: history(30, 41)[40]!.flat }]))
    expect(suggestion).toHaveProperty(
      "why",
      expect.stringMatching(
        /^tpe: best \d+ of 40 vs the rest; \d+ candidates, this one [\d.]+x the median; 1 limit weighed in; nearest good trials #\d+ #\d+ #\d+; pending #40 treated as poor$/,
      ),
    )
  })

  it("takes its settings from the study where code gives none, and refuses nonsense", () => {
    expect(tpe().init(problemOn(mixed, { settings: { preset: "rank", candidates: 7 } })).settings).toMatchObject({
      candidates: 7,
      preset: { below: "uniform" },
    })
    expect(() => tpe().init(problemOn(mixed, { settings: { preset: "best" } }))).toThrow(RangeError)
    expect(() => tpe({ gamma: 1 }).init(problemOn(mixed))).toThrow(RangeError)
    expect(() => tpe({ candidates: 0 }).init(problemOn(mixed))).toThrow(RangeError)
  })

  it("keeps the start-up within a quarter of the budget", () => {
    expect(tpe().init(problemOn(mixed)).settings.startup).toBe(6)
    expect(tpe().init(problemOn(mixed, { trials: 12 })).settings.startup).toBe(3)
  })
})

const bent = (outcome: Outcome): Outcome =>
  outcome.kind === "crashed" ? outcome : { ...outcome, losses: outcome.losses.map((y) => y ** 3 + y) }
const scaled = (outcome: Outcome): Outcome =>
  outcome.kind === "crashed" ? outcome : { ...outcome, losses: outcome.losses.map((y) => 4 * y + 16) }
