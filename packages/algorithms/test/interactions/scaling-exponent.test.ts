import { log, rng } from "@diapason/math"
import { describe, expect, it } from "vitest"
import type { Evidence } from "../../src/importance/evidence.ts"
import { roleOf } from "../../src/role-of.ts"
import { scalingExponent } from "../../src/interactions/scaling-exponent.ts"

interface Made {
  readonly trials: number
  readonly exponent: number
  readonly noise: number
  readonly high?: number
  /** Batch sizes tried are 16 times 2 to the power of 0 up to this. */
  readonly doublings?: number
  readonly seed?: number
}

/** (ln η − κ ln B)² and noise; the best rate at a batch of 64 is a thousandth. */
function made({ trials, exponent, noise, high = 0.1, doublings = 5, seed = 1 }: Made): Evidence {
  const random = rng(seed, 0, "random")
  const units = new Float64Array(2 * trials)
  const losses = Float64Array.from({ length: trials }, (_, i) => {
    units[2 * i] = random.uniform()
    const power = random.below(doublings + 1)
    units[2 * i + 1] = (power + 0.5) / 6
    const off = log(1e-5) + units[2 * i]! * log(high / 1e-5) - log(1e-3) - exponent * (power - 2) * log(2)
    return off * off + noise * random.normal()
  })
  return {
    features: [
      { name: "lr", parameter: { kind: "float", name: "lr", low: 1e-5, high, scale: "log" }, levels: 0, conditional: false },
      { name: "batch", parameter: { kind: "int", name: "batch", low: 16, high: 512, scale: "pow2" }, levels: 0, conditional: false },
    ],
    trials: Int32Array.from({ length: trials }, (_, i) => i),
    losses,
    units,
    leftOut: [],
  }
}

describe("how the best rate moves with the batch size", () => {
  it("is found, with the truth in its interval", () => {
    for (const exponent of [0.5, 1]) {
      const found = scalingExponent(made({ trials: 80, exponent, noise: 1 }), 0, 1)
      expect(found.verdict).toBe("found")
      expect(Math.abs(found.exponent - exponent)).toBeLessThan(0.1)
      expect(found.low).toBeLessThanOrEqual(exponent)
      expect(found.high).toBeGreaterThanOrEqual(exponent)
      expect(found.sentence).toMatch(/^the best lr grows as batch\^[\d.]+, [\d.]+ to [\d.]+$/)
    }
  })

  it("may fall, and may stay", () => {
    expect(scalingExponent(made({ trials: 80, exponent: -0.5, noise: 0.5 }), 0, 1).sentence).toContain("the best lr falls as batch^-0.")
    expect(scalingExponent(made({ trials: 80, exponent: 0, noise: 2 }), 0, 1).sentence).toContain("does not clearly move")
  })

  it("is not told where trials do not tell", () => {
    const { verdict, sentence } = scalingExponent(made({ trials: 60, exponent: 0.5, noise: 60 }), 0, 1)
    expect(verdict).toBe("wide")
    expect(sentence).toContain("cannot tell yet")
  })

  it("is not told where the best rate lies at a bound", () => {
    const { verdict, sentence } = scalingExponent(made({ trials: 120, exponent: 0.5, noise: 0.2, high: 1e-4 }), 0, 1)
    expect(verdict).toBe("pressed")
    expect(sentence).toContain("at a bound")
  })

  it("says what it lacks", () => {
    const said = (options: Made): string => scalingExponent(made(options), 0, 1).sentence
    expect(said({ trials: 12, exponent: 0.5, noise: 1 })).toBe("how the best lr moves with batch needs 20 trials with both; you have 12")
    expect(said({ trials: 50, exponent: 0.5, noise: 1, doublings: 1 })).toBe(
      "how the best lr moves with batch needs 3 values of batch; 2 were tried",
    )
    const flat = made({ trials: 50, exponent: 0.5, noise: 1 })
    expect(scalingExponent({ ...flat, losses: new Float64Array(50) }, 0, 1).verdict).toBe("lacking")
  })

  it("bears runs that diverged and parameters that are inactive", () => {
    const plain = made({ trials: 120, exponent: 0.5, noise: 0.5 })
    const odd = {
      ...plain,
      losses: plain.losses.map((loss, i) => (plain.units[2 * i]! > 0.9 ? 1e30 : loss)),
      units: plain.units.map((unit, k) => (k % 24 === 1 ? NaN : unit)),
    }
    const { exponent, verdict } = scalingExponent(odd, 0, 1)
    expect(verdict).toBe("found")
    expect(Math.abs(exponent - 0.5)).toBeLessThan(0.3)
  })
})

describe("what a parameter is for", () => {
  it("is told by its name", () => {
    for (const name of ["lr", "learning_rate", "learningRate", "eta", "optimizer.lr", "base_lr", "adam_lr"])
      expect(roleOf({ name })).toBe("rate")
    for (const name of ["batch", "batch_size", "bs", "batchSize", "per_device_train_batch_size"]) expect(roleOf({ name })).toBe("batch")
    for (const name of ["momentum", "sgd_momentum", "optimizer.momentum"]) expect(roleOf({ name })).toBe("momentum")
    for (const name of ["weight_decay", "wd", "weightDecay"]) expect(roleOf({ name })).toBe("decay")
    for (const name of ["dropout", "max_dropout", "dropout[2]"]) expect(roleOf({ name })).toBe("dropout")
    for (const name of ["lr_decay", "beta", "batch_norm", "bn_momentum", "drop_rate", "units"]) expect(roleOf({ name })).toBeUndefined()
  })
})
