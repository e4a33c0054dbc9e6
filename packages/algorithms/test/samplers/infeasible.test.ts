import { configKey, type Flat, type Outcome, type Sampler } from "@diapason/core"
import { expect, it } from "vitest"
import { auto } from "../../src/samplers/auto.ts"
import { tpe } from "../../src/samplers/tpe.ts"
import { play, problemOn } from "../asking.ts"

const space = {
  batch: { type: "ordinal", values: [16, 32, 64, 128, 256, 512, 1024, 2048] },
  lr: { type: "float", low: 1e-5, high: 1, scale: "log" },
}
/** What does not fit is half of the space. */
const hungry = (flat: Flat): boolean => (flat["batch"] as number) >= 256

/** The larger the batch the better, so that the loss itself draws towards what does not fit. */
function result(flat: Flat): Outcome {
  if (hungry(flat)) return { kind: "crashed" }
  const loss = 1 - Math.log2(flat["batch"] as number) / 16 + Math.abs(Math.log10(flat["lr"] as number) + 3) / 4
  return { kind: "complete", losses: [loss], violations: [] }
}

it.each<[string, () => Sampler]>([
  ["tpe", tpe],
  ["auto", auto],
])("%s leaves the half of the space alone in which trials ran out of memory", { timeout: 60_000 }, async (_, sampler) => {
  let late = 0
  for (const seed of [1, 2]) {
    const { flats } = await play(sampler(), problemOn(space, { seed, trials: 45 }), 45, result)
    late += flats.slice(30).filter(hungry).length
    const failed = flats.filter(hungry).map((flat) => configKey(flat))
    expect(new Set(failed).size).toBe(failed.length)
  }
  // By chance it would be 15 of 30, and at most 7 with a probability of 0.003.
  expect(late).toBeLessThanOrEqual(7)
})
