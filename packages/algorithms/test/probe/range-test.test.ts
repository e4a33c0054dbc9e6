import { describe, expect, it } from "vitest"
import { keptIn, rangeTest, ratesBetween } from "../../src/probe/range-test.ts"

const rates = ratesBetween(1e-7, 10, 100)
/** Flat, then falling as a logistic of ln rate around `falls` (steepest there), then rising from `breaks` on. */
const curve = (falls: number, breaks: number) =>
  rates.map((rate) => ({ rate, loss: 2.3 - 1.8 / (1 + falls / rate) + (rate > breaks ? 3 * (rate / breaks - 1) : 0) }))

describe("the rates of a range test", () => {
  it("are evenly spaced by their logarithm, both ends included", () => {
    expect(ratesBetween(1, 100, 3).map((r) => Number(r.toPrecision(12)))).toEqual([1, 10, 100])
    expect([rates.length, rates[0], rates[99]]).toEqual([100, 1e-7, 10])
    expect(rates[50]! / rates[49]!).toBeCloseTo(1e8 ** (1 / 99), 10)
  })
})

describe("a range test", () => {
  it("suggests where the loss falls fastest: the middle of a logistic in ln rate, within one rate of the grid", () => {
    const { suggestion, broke } = rangeTest(curve(1e-4, 0.1), 0)
    expect(Math.abs(Math.log(suggestion!.rate / 1e-4))).toBeLessThan(Math.log(rates[1]! / rates[0]!))
    expect(suggestion!.low).toBeCloseTo(suggestion!.rate / 30, 12)
    expect(suggestion!.high).toBeCloseTo(suggestion!.rate * 3, 12)
    expect(broke).toMatch(/^the loss is above four times its best at 0\.\d+$/)
  })

  it("caps it at a tenth of the rate at which the loss is least", () => {
    const { suggestion } = rangeTest(curve(1e-2, 2e-2), 0)
    expect(suggestion!.rate).toBeLessThan(3e-3)
    expect(suggestion!.why).toMatch(/^the loss falls fastest at 0\.0\d+, and a tenth of where it is least is 0\.00\d+$/)
  })

  it("ends at four times the best, and at what is not finite", () => {
    const at = (losses: readonly number[]) =>
      rangeTest(
        losses.map((loss, i) => ({ rate: 10 ** i, loss })),
        0,
      )
    expect(at([1, 1, 3.9, 4]).smoothed).toHaveLength(4)
    expect(at([1, 1, 4.1, 1])).toMatchObject({ smoothed: [1, 1], broke: "the loss is above four times its best at 100" })
    expect(at([1, 0.5, NaN, 0.1])).toMatchObject({ smoothed: [1, 0.5], broke: "the loss is not a finite number at 100" })
    expect(at([1, 0.5, Infinity]).smoothed).toEqual([1, 0.5])
    // Four times a loss below 0 means nothing.
    expect(at([-1, -2, -1, 3]).smoothed).toHaveLength(4)
  })

  it("suggests nothing where the loss nowhere falls, or there are fewer than three rates", () => {
    expect(
      rangeTest(
        rates.map((rate) => ({ rate, loss: 1 + rate / 100 })),
        0,
      ).suggestion,
    ).toBeUndefined()
    expect(
      rangeTest(
        [
          { rate: 1, loss: 2 },
          { rate: 2, loss: 1 },
        ],
        0,
      ).suggestion,
    ).toBeUndefined()
    expect(rangeTest([], 0)).toEqual({ smoothed: [] })
  })

  it("leaves out the first tenth and the last twentieth", () => {
    const points = rates.map((rate, i) => ({ rate, loss: i < 5 ? 2 - i / 10 : i >= 97 ? 1 - (i - 96) / 5 : 1.5 - i / 1000 }))
    const { suggestion } = rangeTest(points, 0)
    expect(suggestion!.rate).toBeGreaterThanOrEqual(rates[10]! * 0.999)
    expect(suggestion!.rate).toBeLessThan(rates[95]!)
  })

  it("smooths without bias: a constant stays what it is, and a step is reached by 1 - keep^k of what is remembered", () => {
    const flat = rangeTest(
      rates.map((rate) => ({ rate, loss: 1.7 })),
      0.98,
    )
    for (const y of flat.smoothed) expect(y).toBeCloseTo(1.7, 12)
    const [, second] = rangeTest(
      [
        { rate: 1, loss: 0 },
        { rate: 2, loss: 1 },
        { rate: 3, loss: 1 },
      ],
      0.5,
    ).smoothed
    expect(second).toBeCloseTo(0.5 / 0.75, 12)
  })

  it("finds the logistic through noise with the smoothing of its length, within a factor of five (the average lags by 50 of 100 rates at most)", () => {
    const noisy = curve(1e-4, 0.1).map(({ rate, loss }, i) => ({ rate, loss: loss + 0.05 * Math.sin(i * 12.9898) }))
    expect(keptIn(100)).toBe(0.98)
    const { suggestion } = rangeTest(noisy, keptIn(100))
    expect(suggestion!.rate).toBeGreaterThan(1e-4 / 5)
    expect(suggestion!.rate).toBeLessThan(1e-2)
  })
})
