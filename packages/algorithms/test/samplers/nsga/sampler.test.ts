import { configKey, fulfils, type Flat, type Observation, type Outcome, type Sampler, type Suggestion } from "@diapason/core"
import { rng, shuffle } from "@diapason/math"
import { describe, expect, it } from "vitest"
import type { NsgaState } from "../../../src/samplers/nsga/generations.ts"
import { nsgaII } from "../../../src/samplers/nsga-ii.ts"
import { nsgaIII } from "../../../src/samplers/nsga-iii.ts"
import { random } from "../../../src/samplers/random.ts"
import { samplers } from "../../../src/samplers.ts"
import { askFor, flatOf, play, problemOn } from "../../asking.ts"

const complete = (losses: readonly number[], ...violations: readonly number[]): Outcome => ({ kind: "complete", losses, violations })
const at = (flat: Flat, name: string): number => flat[name] as number
const both = [
  ["NSGA-II", nsgaII],
  ["NSGA-III", nsgaIII],
] as const

const plane = { x: "float(0, 1)", y: "float(0, 1)", k: "int(1, 9)", c: "choice(a, b, c)" }
const twoLosses = (flat: Flat): Outcome => complete([at(flat, "x") + at(flat, "y"), 1 - at(flat, "x") + at(flat, "k")])

/** Finished trials of random configurations. */
const told = (numbers: readonly number[], outcome: (flat: Flat, number: number) => Outcome): Observation[] =>
  numbers.map((number) => {
    const r = rng(9, number, "random")
    const flat: Flat = { x: r.uniform(), y: r.uniform(), k: 1 + r.below(9), c: "abc"[r.below(3)]! }
    return { number, flat, outcome: outcome(flat, number) }
  })

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i)

const after = (sampler: Sampler<NsgaState>, observations: readonly Observation[], number: number, objectives = 2): Promise<Suggestion> => {
  const problem = problemOn(plane, { objectives })
  const state = observations.reduce((s, one) => sampler.observe(s, one), sampler.init(problem))
  return Promise.resolve(sampler.suggest(state, askFor(number)))
}

const whyOf = async (suggestion: Promise<Suggestion>): Promise<string> => {
  const given = await suggestion
  return "why" in given ? given.why : given.exhausted
}

describe.each(both)("%s", (_, make) => {
  it("waits for a generation, then breeds from it, and says from which trials", async () => {
    expect(await whyOf(after(make({ population: 8 }), told(upTo(7), twoLosses), 7))).toMatch(/generation 0, 7 of 8 trials have finished; a scrambled Sobol point$/) // prettier-ignore
    const whys = await Promise.all(upTo(30).map((i) => whyOf(after(make({ population: 8 }), told(upTo(8), twoLosses), 8 + i))))
    for (const why of whys) expect(why).toMatch(/generation 1, (child of trials \d and \d|a copy of trial \d), (not mutated|mutated in [xykc, ]+)$/) // prettier-ignore
    expect(new Set(whys).size).toBeGreaterThan(10)
  })

  it("a generation whose last member is late is bred from once a whole generation more has finished, and is mended when it comes", async () => {
    const all = told(upTo(24), twoLosses)
    const late = all.filter(({ number }) => number !== 5)
    expect(await whyOf(after(make({ population: 8 }), late.slice(0, 14), 24))).toContain("generation 0")
    expect(await whyOf(after(make({ population: 8 }), late.slice(0, 15), 24))).toContain("generation 2")
    expect(await after(make({ population: 8 }), [...late, all[5]!], 24)).toEqual(await after(make({ population: 8 }), all, 24))
    expect(await whyOf(after(make({ population: 8 }), all, 24))).toContain("generation 3")
  })

  it("numbers that nobody had are passed over", async () => {
    const gaps = told([...upTo(8), ...upTo(8).map((i) => 1000 + i), ...upTo(8).map((i) => 5000 + i)], twoLosses)
    const given = await after(make({ population: 8 }), gaps, 6000)
    expect(await whyOf(Promise.resolve(given))).toContain("generation 3")
    expect(await after(make({ population: 8 }), shuffle(gaps, rng(1, 0, "random")), 6000)).toEqual(given)
  })

  it("has no crashed parents, and goes on with its design while fewer than two others are there", async () => {
    const crash = (keep: number) => (flat: Flat, number: number): Outcome => (number < keep ? twoLosses(flat) : { kind: "crashed" }) // prettier-ignore
    expect(await whyOf(after(make({ population: 8 }), told(upTo(20), crash(1)), 20))).toContain("fewer than two trials can be parents")
    for (const i of upTo(20)) expect(await whyOf(after(make({ population: 8 }), told(upTo(20), crash(2)), 20 + i))).toMatch(/trials? [01]\b/) // prettier-ignore
  })

  it("with one objective is a genetic algorithm that beats random search and reads ranks only", async () => {
    const bowl = (flat: Flat): number => (at(flat, "x") - 0.3) ** 2 + (at(flat, "y") - 0.7) ** 2 + (at(flat, "k") - 4) ** 2 + (flat["c"] === "b" ? 0 : 1) // prettier-ignore
    const best = async (sampler: Sampler<never>, seed: number, map = (y: number): number => y): Promise<number> =>
      Math.min(...(await play(sampler as unknown as Sampler, problemOn(plane, { seed }), 400, (flat) => complete([map(bowl(flat))]))).flats.map(bowl)) // prettier-ignore
    for (const seed of [1, 2, 3]) {
      const own = await best(make({ population: 20 }) as never, seed)
      expect(own).toBeLessThan(0.1 * (await best(random() as never, seed)))
      expect(await best(make({ population: 20 }) as never, seed, (y) => Math.sqrt(y))).toBe(own)
    }
  })

  it("comes to where a constraint holds, and tells only of configurations that are allowed", async () => {
    const problem = problemOn(plane, { objectives: 2, constraints: 1, where: ["x + y <= 1.2"] })
    const outcome = (flat: Flat): Outcome => complete([at(flat, "x"), at(flat, "y")], 0.9 - at(flat, "x") - at(flat, "y"))
    const { flats } = await play(make({ population: 20 }) as never, problem, 300, outcome)
    for (const flat of flats) expect(fulfils(problem.space, flat)).toBe(true)
    const feasible = (some: readonly Flat[]): number => some.filter((flat) => at(flat, "x") + at(flat, "y") >= 0.9).length / some.length
    expect(feasible(flats.slice(200))).toBeGreaterThan(feasible(flats.slice(0, 20)))
    expect(feasible(flats.slice(200))).toBeGreaterThan(0.6)
  })

  it("tries each of the last configurations of a finite space once, and then says that all are tried", async () => {
    const problem = problemOn({ a: "int(1, 5)", b: "choice(p, q, r)", c: "int(1, 4)" }, { objectives: 2 })
    const { flats, exhausted } = await play(make({ population: 6 }) as never, problem, 80, (flat) =>
      complete([at(flat, "a"), -at(flat, "c")]),
    )
    expect(new Set(flats.map(configKey)).size).toBe(60)
    expect(flats.length).toBe(60)
    expect(exhausted).toBe("every configuration has been tried or is running")
  })

  it("64 asks at once, before and after the first generation, are all different", async () => {
    const sampler = make({ population: 8 })
    const problem = problemOn(plane, { objectives: 2 })
    for (const observations of [[], told(upTo(8), twoLosses)]) {
      const state = observations.reduce((s, one) => sampler.observe(s, one), sampler.init(problem))
      const pending: { number: number; flat: Flat }[] = []
      for (const i of upTo(64)) pending.push({ number: 8 + i, flat: await flatOf(sampler.suggest(state, askFor(8 + i, 1, pending))) })
      expect(new Set(pending.map(({ flat }) => configKey(flat))).size).toBe(64)
    }
  })

  it("infinite losses are ranked, and do no harm", async () => {
    const outcome = (flat: Flat, number: number): Outcome =>
      number % 3 === 0 ? complete([Infinity, -Infinity]) : number % 3 === 1 ? complete([Infinity, Infinity]) : twoLosses(flat)
    for (const i of upTo(10)) expect(await whyOf(after(make({ population: 8 }), told(upTo(24), outcome), 24 + i))).toContain("generation 3")
  })
})

it("settings come from the options, else from the study, and nonsense is refused", () => {
  const started = (settings: Readonly<Record<string, unknown>>, objectives = 3) => problemOn(plane, { settings, objectives })
  expect(nsgaII().init(started({})).population).toBe(50)
  expect(nsgaII().init(started({ population: 8 })).population).toBe(8)
  expect(nsgaII({ population: 6 }).init(started({ population: 8 })).population).toBe(6)
  expect(nsgaIII({ divisions: 12 }).init(started({})).population).toBe(91)
  expect(nsgaIII({ divisions: 3 }).init(started({})).population).toBe(50)
  for (const population of [3, 4.5, NaN, "8"]) expect(() => nsgaII().init(started({ population }))).toThrow(RangeError)
  expect(() => nsgaIII({ divisions: 0 }).init(started({}))).toThrow(RangeError)
  expect(() => nsgaIII({ divisions: 40 }).init(started({}, 8))).toThrow(RangeError)
  expect(samplers["nsga-iii"]!.settings).toHaveProperty("divisions")
  expect(samplers["nsga-ii"]!.make({} as never).id).toBe("nsga-ii/1")
})
