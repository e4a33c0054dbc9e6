import { configKey, type Flat, type Observation, type Outcome, type Sampler } from "@diapason/core"
import { rng } from "@diapason/math"
import { describe, expect, it } from "vitest"
import { auto } from "../../../src/samplers/auto.ts"
import { boundingBoxSampler } from "../../../src/samplers/bounding-box.ts"
import { gp } from "../../../src/samplers/gp.ts"
import { metaGp } from "../../../src/samplers/meta-gp.ts"
import { portfolio } from "../../../src/samplers/portfolio.ts"
import { quantileTransfer } from "../../../src/samplers/quantile-transfer.ts"
import { rgpe } from "../../../src/samplers/rgpe.ts"
import { askFor, flatOf, play, problemOn } from "../../asking.ts"
import { bowl, family, lesson, space } from "./lessons.ts"

const complete = (loss: number): Outcome => ({ kind: "complete", losses: [loss], violations: [] })

const bestOf = (flats: readonly Flat[], truth: (flat: Flat) => number): number => Math.min(...flats.map(truth))

const strangers = [1, 2, 3, 4, 5].map((task) =>
  lesson(`stranger ${task}`, ({ x, y }) => Math.sin(9 * task * (x as number)) + (y as number), 30, task),
)

const inverted = family.map(({ study, trials }) => ({ study, trials: trials.map(({ flat, losses }) => ({ flat, losses: [-losses[0]!] })) }))

/** The least loss of the first trials, mean over some seeds. */
async function found(make: () => Sampler, trials: number, memory: typeof family | undefined): Promise<number> {
  let sum = 0
  for (const seed of [1, 2, 3]) {
    const problem = problemOn(space, { seed, ...(memory !== undefined && { memory }) })
    const { flats } = await play(make(), problem, trials, (flat) => complete(bowl(9)(flat)))
    sum += bestOf(flats, bowl(9)) / 3
  }
  return sum
}

describe("auto with a memory", () => {
  it("is at once where it comes to without one only after some trials", async () => {
    const alone = await found(auto, 5, undefined)
    expect(await found(auto, 2, family)).toBeLessThan(alone / 2)
  })

  it("loses little to a memory that is turned around, or of strangers", async () => {
    const alone = await found(auto, 18, undefined)
    const ordinary = bowl(9)({ x: 0.5, y: 0.5, z: 0.5, kind: "a" })
    expect(await found(auto, 18, inverted)).toBeLessThan(1.1 * alone + 0.02 * ordinary)
    expect(await found(auto, 18, strangers)).toBeLessThan(1.1 * alone + 0.02 * ordinary)
  })

  it("says which studies taught it, with their weights, and tries the default configuration beside", async () => {
    const problem = problemOn(space, { memory: family })
    const { flats, whys } = await play(auto(), problem, 4, (flat) => complete(bowl(9)(flat)))
    expect(whys[0]).toMatch(/^portfolio: place 1 of 8, from task 1, task 2, task 3 and 2 more \(auto chose portfolio for the first trial/)
    expect(whys[1]).toMatch(
      /^meta-gp: .* taught by task \d \(\d+ %\), task \d \(\d+ %\), task \d \(\d+ %\) and 2 more \(auto chose meta-gp, since/,
    )
    expect(whys[2]).toBe("auto: the default configuration, a landmark for what earlier studies say")
    expect(flats[2]).toEqual({ x: 0.5, y: 0.5, z: 0.5, kind: "a" })
  })

  it("asks it less and less, and never from the 24th trial on; half its strength, half as long", async () => {
    const taught = (whys: readonly string[]): number[] => whys.flatMap((why, i) => (/^(meta-gp|portfolio):/.test(why) ? [i] : []))
    const { whys } = await play(auto(), problemOn(space, { memory: family }), 27, (flat) => complete(bowl(9)(flat)))
    expect(taught(whys).slice(0, 9)).toEqual([0, 1, 3, 4, 5, 6, 7, 8, 9])
    expect(taught(whys).every((i) => i < 24 && (i < 10 || i % 2 === 0))).toBe(true)
    const half = await play(auto(), problemOn(space, { memory: family, strength: 0.5 }), 14, (flat) => complete(bowl(9)(flat)))
    expect(taught(half.whys).every((i) => i < 12 && (i < 5 || i % 2 === 0))).toBe(true)
  })

  it("does not go on with it where it has not led beyond the default configuration", async () => {
    const truth = ({ x, y, z }: Flat): Outcome =>
      complete(((x as number) - 0.5) ** 2 + ((y as number) - 0.5) ** 2 + ((z as number) - 0.5) ** 2)
    const { whys } = await play(auto(), problemOn(space, { memory: family }), 6, truth)
    expect(whys.map((why) => why.slice(0, why.indexOf(":")))).toEqual(["portfolio", "meta-gp", "auto", "gp", "gp", "gp"])
  })

  it("gives one trial to studies that do not even teach each other", async () => {
    const { whys } = await play(auto(), problemOn(space, { memory: strangers }), 6, (flat) => complete(bowl(9)(flat)))
    expect(whys.map((why) => why.slice(0, why.indexOf(":")))).toEqual(["auto", "meta-gp", "gp", "gp", "gp", "gp"])
  })

  it("without strength, or with lessons that teach nothing, is what it is without a memory", async () => {
    const alone = await play(auto(), problemOn(space), 8, (flat) => complete(bowl(9)(flat)))
    const empty = [{ study: "empty", trials: [] }]
    for (const more of [{ memory: family, strength: 0 }, { memory: [] }, { memory: empty }])
      expect(await play(auto(), problemOn(space, more), 8, (flat) => complete(bowl(9)(flat)))).toEqual(alone)
  })

  it("begins with the portfolio where there are several objectives", async () => {
    const memory = family.map(({ study, trials }) => ({
      study,
      trials: trials.map(({ flat, losses }) => ({ flat, losses: [losses[0]!, flat["x"] as number] })),
    }))
    const { whys } = await play(auto(), problemOn(space, { memory, objectives: 2 }), 2, (flat) => ({
      kind: "complete",
      losses: [bowl(9)(flat), flat["x"] as number],
      violations: [],
    }))
    expect(whys[0]).toMatch(/^portfolio: place 1 of 8/)
  })
})

describe.each([
  ["meta-gp", metaGp],
  ["rgpe", rgpe],
])("%s", (_, make) => {
  it("is a Gaussian process where nobody teaches", async () => {
    const problem = problemOn(space)
    const truth = (flat: Flat): Outcome => complete(bowl(9)(flat))
    expect((await play(make() as Sampler, problem, 8, truth)).flats).toEqual((await play(gp() as Sampler, problem, 8, truth)).flats)
  })

  it("suggests the same whatever the order of arrival, and something else beside what runs", async () => {
    const problem = problemOn(space, { memory: family })
    const past = lesson("today", bowl(9), 9, 5).trials.map(({ flat, losses }, number): Observation => ({
      number,
      flat,
      outcome: complete(losses[0]!),
    }))
    const suggestion = async (order: readonly Observation[], pending: { number: number; flat: Flat }[] = []) => {
      const sampler = make() as Sampler
      return flatOf(
        sampler.suggest(
          order.reduce((state, one) => sampler.observe(state, one), sampler.init(problem)),
          askFor(10, 1, pending),
        ),
      )
    }
    const flat = await suggestion(past)
    expect(await suggestion(past.toReversed())).toEqual(flat)
    expect(configKey(await suggestion(past, [{ number: 9, flat }]))).not.toBe(configKey(flat))
  })

  it("finds more with a memory than without", async () => {
    expect(await found(make as () => Sampler, 5, family)).toBeLessThan((await found(gp, 5, undefined)) / 2)
  })
})

describe("rgpe", () => {
  it("leaves nearly all to the study's own trials once strangers have shown that they are", async () => {
    const problem = problemOn(space, { memory: strangers })
    const draw = rng(3, 0, "random")
    const sampler = rgpe()
    let state = sampler.init(problem)
    for (let number = 0; number < 30; number++) {
      const flat = { x: draw.uniform(), y: draw.uniform(), z: draw.uniform(), kind: number % 2 === 0 ? "a" : "b" }
      state = sampler.observe(state, { number, flat, outcome: complete(bowl(9)(flat)) })
    }
    const given = await sampler.suggest(state, askFor(30))
    expect("why" in given && Number(/its own trials \((\d+) %\)/.exec(given.why)?.[1])).toBeGreaterThanOrEqual(90)
  })
})

describe("portfolio", () => {
  it("tries what served earlier studies, at most a quarter of the budget, each once, then spreads", async () => {
    const { flats, whys } = await play(portfolio(), problemOn(space, { memory: family, trials: 16 }), 6)
    expect(new Set(flats.map(configKey)).size).toBe(6)
    expect(whys.map((why) => why.split(";")[0])).toEqual([
      ...[1, 2, 3, 4].map((place) => `portfolio: place ${place} of 4, from task 1, task 2, task 3 and 2 more`),
      ...["portfolio: all of it is tried", "portfolio: all of it is tried"],
    ])
    expect(bowl(9)(flats[0]!)).toBeLessThan(1)
  })

  it("without a memory is an even design", async () => {
    const { whys } = await play(portfolio(), problemOn(space), 2)
    expect(whys[1]).toBe("portfolio: there is no memory; a scrambled Sobol point")
  })
})

describe("quantile-transfer", () => {
  it("goes where earlier studies ranked high, whatever they measured in, and nowhere twice", async () => {
    const { flats } = await play(quantileTransfer(), problemOn(space, { memory: family }), 8, (flat) => complete(bowl(9)(flat)))
    expect(new Set(flats.map(configKey)).size).toBe(8)
    expect(flats.filter((flat) => bowl(9)(flat) < 2).length).toBeGreaterThan(5)
    const squeezed = family.map(({ study, trials }) => ({
      study,
      trials: trials.map(({ flat, losses }) => ({ flat, losses: [losses[0]! ** 3] })),
    }))
    const other = await play(quantileTransfer(), problemOn(space, { memory: squeezed }), 8, (flat) => complete(bowl(9)(flat)))
    expect(other.flats).toEqual(flats)
  })

  it("without a memory is an even design", async () => {
    const { whys } = await play(quantileTransfer(), problemOn(space), 2)
    expect(whys[1]).toBe("quantile-transfer: nobody teaches; a scrambled Sobol point")
  })
})

describe("bounding-box", () => {
  it("stays where earlier studies were at their best, but for each tenth trial, and has the default inside", async () => {
    const memory = [1, 2].map((task) =>
      lesson(`task ${task}`, ({ x, kind }) => Math.abs((x as number) - 0.5) + (kind === "a" ? 0 : 9), 60, task),
    )
    const { flats, whys } = await play(boundingBoxSampler(), problemOn(space, { memory }), 30)
    const inside = flats.filter((_, i) => i % 10 !== 9)
    for (const { x, kind } of inside) expect(Math.abs((x as number) - 0.5) < 0.2 && kind === "a").toBe(true)
    expect(whys[9]).toMatch(/^bounding-box: every tenth trial looks anywhere/)
    expect(whys[0]).toBe("bounding-box: an even point in the box around the best of task 1, task 2")
  })
})

it("meta-gp suggests the same after the same trials, whoever asked before", async () => {
  const sampler = metaGp()
  const draw = rng(3, 0, "random")
  const told = Array.from({ length: 46 }, () => ({ x: draw.uniform(), y: draw.uniform(), z: draw.uniform(), kind: "a" }))
  const problem = problemOn(space, { memory: family.slice(0, 2) })
  const [often, once] = [sampler.init(problem), sampler.init(problem)]
  for (const [number, flat] of told.entries()) {
    // The worst so far each time, so that the values of all move.
    const observation: Observation = { number, flat, outcome: complete(bowl(9)(flat) + number * number) }
    sampler.observe(often, observation)
    sampler.observe(once, observation)
    if (number >= 39) await sampler.suggest(often, askFor(number + 1))
  }
  expect(await flatOf(sampler.suggest(often, askFor(46)))).toEqual(await flatOf(sampler.suggest(once, askFor(46))))
})
