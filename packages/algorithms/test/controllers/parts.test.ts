import { rng } from "@diapason/math"
import type { Parameter } from "@diapason/core"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { hypergradientFactor } from "../../src/controllers/hypergradient.ts"
import { middle } from "../../src/controllers/middle.ts"
import { nearestValue } from "../../src/controllers/moved.ts"
import { noiseParts } from "../../src/controllers/noise-scale.ts"
import { spikeAt } from "../../src/controllers/spike.ts"
import { play, type Script } from "./play.ts"

describe("the noise scale", () => {
  it("of two batch sizes is that of McCandlish et al.: |G|² = 4 and S = 1000 give 35.25 and 7.90625 at 32 and 256", () => {
    expect(noiseParts(35.25, 7.90625, 32, 256)).toEqual({ gradient: 4, noise: 1000 })
  })

  it("is recovered for any true values: E|G_B|² = |G|² + S/B, equation A.2", () => {
    const part = fc.double({ min: 0.01, max: 1e4, noNaN: true })
    fc.assert(
      fc.property(part, part, fc.integer({ min: 1, max: 512 }), fc.integer({ min: 2, max: 16 }), (G, S, b, k) => {
        const { gradient, noise } = noiseParts(G + S / b, G + S / (k * b), b, k * b)
        expect(gradient).toBeCloseTo(G, 6 - Math.ceil(Math.log10(G + S)))
        expect(noise / S).toBeCloseTo(1, 4 - Math.ceil(Math.max(0, Math.log10((b * k * G) / S))))
      }),
      { numRuns: 200 },
    )
  })

  const rule = { param: "batch", by: "noise-scale" }
  const still: Script["curve"] = () => ({ val_loss: 1, noise_scale: 250 })
  const run = (rules: Script["rules"], curve: Script["curve"], more: Partial<Script> = {}) => play({ rules, curve, steps: 40, ...more })

  it("of more than four times the batch doubles it at a standstill, in place of a lower rate", () => {
    const { actions, whys } = run([rule, { param: "lr", by: "plateau" }], still, { config: { lr: 0.01, batch: 32 } })
    expect(actions).toEqual(["11 batch=64", "21 lr=0.003", "31 lr=0.0009"])
    expect(whys[0]).toBe("noise scale: it is 250, 7.813 times the batch, and val_loss has not improved in 10 reports; batch 32 → 64")
  })

  it("does nothing while the loss falls, where it is not reported, and at the largest batch", () => {
    const falling: Script["curve"] = (step) => ({ val_loss: 1 / step, noise_scale: 1e6 })
    expect(run([rule], falling).actions).toEqual([])
    expect(run([rule], () => ({ val_loss: 1 })).actions).toEqual([])
    expect(run([rule], (step) => ({ ...still(step, {}, 1), noise_scale: 1e6 }), { config: { lr: 0.01, batch: 256 } }).actions).toEqual([])
  })

  it("is derived from the norms of gradients over two batches", () => {
    const norms: Script["curve"] = () => ({ val_loss: 1, grad_norm_small: Math.sqrt(35.25), grad_norm_big: Math.sqrt(7.90625) })
    const { actions, whys } = run([{ ...rule, smallBatch: 32, bigBatch: 256 }], norms, { config: { lr: 0.01, batch: 32 }, steps: 30 })
    expect(actions).toEqual(["11 batch=64"])
    expect(whys[0]).toContain("it is 250,")
  })
})

describe("the hypergradient", () => {
  it("multiplies by 1 + β cos for each report, and by no more than 2 nor less than a half", () => {
    expect(hypergradientFactor([1, 1], 0.02)).toBeCloseTo(1.02 * 1.02, 12)
    expect(hypergradientFactor([-1, 0.5, NaN], 0.02)).toBeCloseTo(0.98 * 1.01, 12)
    expect(hypergradientFactor(Array<number>(100).fill(1), 0.02)).toBe(2)
    expect(hypergradientFactor(Array<number>(100).fill(-1), 0.02)).toBe(0.5)
  })

  it("raises the rate while gradients agree, lowers it while they turn back, and leaves it while they say nothing", () => {
    const by = (cos: number, rule: object = {}) =>
      play({ rules: [{ param: "lr", by: "hypergradient", ...rule }], curve: () => ({ val_loss: 1, grad_cosine: cos }), steps: 25 }).actions
    expect(by(0.5)).toEqual([`10 lr=${(0.01 * 1.01 ** 10).toPrecision(6)}`, `20 lr=${(0.01 * 1.01 ** 20).toPrecision(6)}`])
    expect(by(-1)).toEqual([`10 lr=${Number((0.01 * 0.98 ** 10).toPrecision(6))}`, `20 lr=${Number((0.01 * 0.98 ** 20).toPrecision(6))}`])
    expect(by(0)).toEqual([])
    expect(by(1, { every: 20, rate: 0.1 })).toEqual(["20 lr=0.02"])
  })
})

describe("a spike", () => {
  const course = Array.from({ length: 40 }, (_, i) => 1 + 0.01 * rng(3, 0, "fold", i).normal())

  it("is where a loss left its course for more than three reports", () => {
    const spiked = (at: number, until: number) => course.map((y, i) => (i >= at && i < until ? y + 1 : y))
    expect(spikeAt(spiked(36, 40))).toBe(36)
    expect(spikeAt(spiked(37, 40))).toBeUndefined()
    expect(spikeAt(spiked(30, 40))).toBe(30)
    expect(spikeAt(spiked(30, 39))).toBeUndefined()
    expect(spikeAt(course.slice(0, 9).concat([9, 9, 9, 9]))).toBeUndefined()
    expect(spikeAt(course.slice(0, 10).concat([9, 9, 9, 9]))).toBe(10)
  })

  it("is not found in noise (six standard deviations: less than once in a hundred million)", () => {
    for (let n = 1; n <= 40; n++) expect(spikeAt(course.slice(0, n))).toBeUndefined()
  })

  it("is more than six hundredths of a loss that hardly moves", () => {
    const flat = Array<number>(20).fill(1)
    expect(spikeAt([...flat, 1.059, 1.059, 1.059, 1.059])).toBeUndefined()
    expect(spikeAt([...flat, 1.061, 1.061, 1.061, 1.061])).toBe(20)
    expect(spikeAt([...flat, 1.061, 1.029, 1.061, 1.061])).toBeUndefined()
  })
})

describe("middle", () => {
  it("is the median, and the median distance from it times 1.4826", () => {
    expect(middle([1, 2, 3, 100])).toEqual({ median: 2.5, deviation: 1.4826 })
    expect(middle([5, 1, 3])).toEqual({ median: 3, deviation: 1.4826 * 2 })
  })

  it("of a normal sample is within 5 % of its standard deviation (20000 draws: five standard errors of 1.17/√n)", () => {
    const draws = Array.from({ length: 20_000 }, (_, i) => rng(5, 0, "fold", i).normal())
    expect(Math.abs(middle(draws).deviation - 1)).toBeLessThan(0.05)
  })
})

describe("the nearest value", () => {
  it.each<[Parameter, number, number | undefined]>([
    [{ name: "p", kind: "float", low: 0, high: 1, scale: "linear" }, 2, 1],
    [{ name: "p", kind: "float", low: 0, high: 1, scale: "linear" }, NaN, undefined],
    [{ name: "p", kind: "float", low: 0, high: 1, scale: "linear", step: 0.05 }, 0.31, 0.3],
    [{ name: "p", kind: "int", low: 2, high: 9, scale: "linear" }, 2.4, 2],
    [{ name: "p", kind: "int", low: 2, high: 9, scale: "linear" }, Infinity, 9],
    [{ name: "p", kind: "int", low: 16, high: 512, scale: "pow2" }, 90, 64],
    [{ name: "p", kind: "int", low: 16, high: 512, scale: "pow2" }, 91, 128],
    [{ name: "p", kind: "ordinal", values: [1, 10, 100] }, 30, 10],
    [{ name: "p", kind: "ordinal", values: [1, 10, 100] }, 32, 100],
    [{ name: "p", kind: "choice", values: [0, 1, 10] }, 5.4, 1],
    [{ name: "p", kind: "choice", values: ["a", true] }, 5, undefined],
    [{ name: "p", kind: "constant", value: 3 }, 5, undefined],
  ])("of %j to %d is %s", (parameter, x, found) => {
    expect(nearestValue(parameter, x)).toBe(found)
  })
})
