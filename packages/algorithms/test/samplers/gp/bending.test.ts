import { spaceFromJson, type Flat, type Outcome } from "@diapason/core"
import fc from "fast-check"
import { expect, it } from "vitest"
import { gp } from "../../../src/samplers/gp.ts"
import { bendable } from "../../../src/samplers/gp/bending.ts"
import { cubeOf } from "../../../src/samplers/gp/cube.ts"
import { askFor, flatOf, play, problemOn } from "../../asking.ts"

const training = { lr: "float(1e-5, 1, log)", batch_size: "int(8, 512, log)", dropout: "float(0, 0.9)", layers: "int(1, 4)" }
const nameless = { p: "float(1e-5, 1, log)", q: "int(8, 512, log)", r: "float(0, 0.9)", s: "int(1, 4)" }

const loss = (y: number): Outcome => ({ kind: "complete", losses: [y], violations: [] })

/** Nothing is learnt above a rate that grows with the batch; just below it is the best, and further down little changes. */
function cliff(flat: Flat): number {
  const [rate, batch, dropout, layers] = Object.values(flat) as [number, number, number, number]
  const below = -1.2 + 0.15 * Math.log2(batch / 64) - Math.log10(rate)
  return (below < 0 ? 1 : 0.3 * (1 - Math.exp(-below))) + 0.1 * (dropout - 0.2) ** 2 + 0.01 * layers
}

it("bends numbers with many values, and in the space of a training only", () => {
  const columns = (json: Record<string, string>): readonly number[] => bendable(cubeOf(spaceFromJson(json)))
  expect(columns(training)).toEqual([0, 1, 2])
  expect(columns(nameless)).toEqual([])
  expect(columns({ ...nameless, learning_rate: "float(1e-4, 1)" })).toEqual([])
  expect(columns({ ...nameless, batch: "int(8, 512)" })).toEqual([])
})

it("says so, and takes draws in place of a rougher model", async () => {
  const { whys } = await play(gp() as never, problemOn(training), 13, (flat) => loss(cliff(flat)))
  expect(whys.at(-1)).toContain("a model with bent axes of 12 trials")
  expect(whys.some((why) => why.includes("rougher"))).toBe(false)
})

it("finds the edge of a cliff sooner than it would without bends", async () => {
  const bestOf = async (space: Record<string, string>): Promise<number> => {
    const losses = await Promise.all(
      [1, 2, 3, 4].map(async (seed) =>
        Math.min(...(await play(gp() as never, problemOn(space, { seed }), 25, (flat) => loss(cliff(flat)))).flats.map(cliff)),
      ),
    )
    return losses.reduce((sum, one) => sum + one / losses.length, 0)
  }
  expect(await bestOf(training)).toBeLessThan(await bestOf(nameless))
})

it("leads to the same suggestion in whatever order trials are told", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 9, max: 30 }), fc.nat(100), async (count, seed) => {
      const problem = problemOn(training, { seed })
      const { flats } = await play(gp({ startup: count }) as never, problem, count, (flat) => loss(cliff(flat)))
      const told = flats.map((flat, number) => ({ number, flat, outcome: loss(cliff(flat)) }))
      const suggested = (order: typeof told): Promise<Flat> => {
        const sampler = gp()
        return flatOf(sampler.suggest(order.reduce(sampler.observe, sampler.init(problem)), askFor(count, seed)))
      }
      expect(await suggested(told.toReversed())).toEqual(await suggested(told))
    }),
    { numRuns: 8 },
  )
})

it("trials that run are kept apart from", async () => {
  const { flats } = await play(gp() as never, problemOn(training), 16, (flat) => loss(cliff(flat)))
  const sampler = gp()
  const state = flats.reduce(
    (held, flat, number) => sampler.observe(held, { number, flat, outcome: loss(cliff(flat)) }),
    sampler.init(problemOn(training)),
  )
  const first = await flatOf(sampler.suggest(state, askFor(16)))
  const pending = [{ number: 16, flat: first }] as never
  expect(await flatOf(sampler.suggest(state, askFor(17, 1, pending)))).not.toEqual(first)
})
