import { describe, expect, it } from "vitest"
import { float, int, interactions, log, optimize, space, TrialFailure } from "../../src/index.ts"

const rates = space({ lr: log(1e-5, 0.1), batch_size: int(16, 512, { scale: "log" }), dropout: float(0, 0.5) })

const study = (trials: number, loss: (lr: number, batch: number) => number) =>
  optimize({
    space: rates,
    sampler: "random",
    seed: 3,
    minimize: "loss",
    budget: { trials },
    objective: ({ lr, batch_size: batch, dropout }) => loss(Math.log(lr / 1e-3), Math.log(batch / 64)) + dropout,
  })

describe("interactions of a study", () => {
  it("tells how the best rate moves with the batch size", async () => {
    const found = interactions(await study(80, (lr, batch) => (lr - 0.5 * batch) ** 2))
    if ("lacks" in found) throw new Error(found.lacks)
    expect(found.pairs[0]).toMatchObject({ first: "lr", second: "batch_size" })
    expect(found.scaling[0]).toMatchObject({ moves: "lr", along: "batch_size", verdict: "found" })
    expect(Math.abs(found.scaling[0]!.exponent - 0.5)).toBeLessThan(0.1)
    expect(found.scaling[0]!.sentence).toMatch(/^the best lr grows as batch_size\^/)
  })

  it("says how many trials it lacks, whatever happened to the others", async () => {
    let asked = 0
    const odd = await study(15, () => {
      asked++
      if (asked % 3 === 0) throw new TrialFailure("crash", "gone")
      return asked % 3 === 1 ? NaN : asked
    })
    expect(interactions(odd)).toMatchObject({ needed: 10, has: 5, leftOut: [{ what: "10 trials", why: "failed" }] })
  })
})
