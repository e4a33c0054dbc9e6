import type { Ask, Observation, Sampler } from "@diapason/core"
import { samplerLaws } from "@diapason/testkit"
import { describe, expect, it } from "vitest"
import { batch } from "../../src/combinators/batch.ts"
import { random } from "../../src/samplers/random.ts"
import { tpe } from "../../src/samplers/tpe.ts"
import { askFor, problemOn } from "../asking.ts"

samplerLaws("batch of random", () => batch(3, random()))
samplerLaws("batch of tpe", () => batch(4, tpe()), { skip: { L3: "its default preset reads by how much a good trial leads" } })

/** Says which trials it has been told of and which it takes to run. */
const listing: Sampler<number[]> = {
  id: "listing/1",
  init: () => [],
  observe: (seen, { number }) => [...seen, number],
  suggest: (seen, { pending }) => ({ flat: { x: 0 }, why: `${seen.join(" ")} | ${pending.map(({ number }) => number).join(" ")}` }),
}

const line = problemOn({ x: "float(0, 1)" })
const done = (number: number): Observation => ({ number, flat: { x: 0 }, outcome: { kind: "complete", losses: [0], violations: [] } })
const running = (...numbers: readonly number[]): Ask["pending"] => numbers.map((number) => ({ number, flat: { x: 0 } }))

/** What `listing` says through groups of three, after these trials finished in this order. */
const said = async (finished: readonly number[], number: number, pending: Ask["pending"] = []) => {
  const grouped = batch(3, listing)
  const state = finished.reduce((state, n) => grouped.observe(state, done(n)), grouped.init(line))
  return (await grouped.suggest(state, askFor(number, 1, pending))) as { readonly why: string }
}

describe("batch", () => {
  it("knows what finished in earlier groups, and takes its own group to run whether it has finished or not", async () => {
    expect(await said([0, 1, 2], 3)).toMatchObject({ why: "0 1 2 |  (in groups of 3)" })
    expect(await said([0, 1, 2, 3], 5, running(4))).toMatchObject({ why: "0 1 2 | 3 4 (in groups of 3)" })
    expect(await said([1, 0], 2)).toMatchObject({ why: " | 0 1 (in groups of 3)" })
  })

  it("knows a trial of an earlier group from its end on, and takes it to run before", async () => {
    expect(await said([0, 1], 4, running(2, 3))).toMatchObject({ why: "0 1 | 2 3 (in groups of 3)" })
    expect(await said([0, 1, 2], 4, running(3))).toMatchObject({ why: "0 1 2 | 3 (in groups of 3)" })
  })

  it("answers for an earlier group as if a later one had never been asked for", async () => {
    const grouped = batch(3, listing)
    let state = grouped.init(line)
    for (const n of [0, 1, 2, 3, 4, 5]) state = grouped.observe(state, done(n))
    expect(await grouped.suggest(state, askFor(6))).toMatchObject({ why: "0 1 2 3 4 5 |  (in groups of 3)" })
    expect(await grouped.suggest(state, askFor(5))).toMatchObject({ why: "0 1 2 | 3 4 5 (in groups of 3)" })
    expect(await grouped.suggest(state, askFor(6))).toMatchObject({ why: "0 1 2 3 4 5 |  (in groups of 3)" })
  })

  it.each([0, -1, 1.5, NaN, Infinity])("refuses groups of %d", (n) => {
    expect(() => batch(n, random())).toThrow(RangeError)
  })
})
