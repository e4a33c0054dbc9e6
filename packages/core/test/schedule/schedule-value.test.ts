import fc from "fast-check"
import { describe, expect, it, test } from "vitest"
import { scheduleValue, type Schedule } from "@diapason/core/schedule"
import { schedules } from "./arbitraries.ts"

const at = (schedule: Schedule, step: number, total: number) => scheduleValue(schedule, step, total)
const near = (x: number, y: number) => expect(Math.abs(x - y)).toBeLessThanOrEqual(1e-12 * Math.abs(y) + 1e-300)

describe("the rate of each form is that of its formula", () => {
  test.for<[string, Schedule, step: number, total: number, rate: number]>([
    ["constant", { form: "constant", base: 0.3 }, 7, 10, 0.3],
    // .1, γ = .1 each 30 of 100 steps.
    ["step", { form: "step", base: 0.1, factor: 0.1, every: 0.3 }, 65, 100, 0.001],
    ["step, before its first drop", { form: "step", base: 0.1, factor: 0.1, every: 0.3 }, 29.9, 100, 0.1],
    ["step, at its first drop", { form: "step", base: 0.1, factor: 0.1, every: 0.3 }, 30, 100, 0.01],
    // 0.3 / 0.1 is a little less than 3 in doubles, and still step 30 is the third drop.
    ["step, at a drop that rounding moves", { form: "step", base: 1, factor: 0.5, every: 0.1 }, 30, 100, 0.125],
    ["multistep", { form: "multistep", base: 0.1, milestones: [0.5, 0.75], factor: 0.1 }, 75, 100, 0.001],
    ["multistep, between", { form: "multistep", base: 0.1, milestones: [0.5, 0.75], factor: 0.1 }, 74, 100, 0.01],
    // .1 · .95^10, where the end is .95^100.
    ["exponential", { form: "exponential", base: 0.1, final: 0.95 ** 100 }, 10, 100, 0.059873693923837876],
    ["polynomial, .1 to .001 with p = 2", { form: "polynomial", base: 0.1, floor: 0.01, power: 2 }, 5, 10, 0.02575],
    ["linear", { form: "linear", base: 2 }, 7.5, 10, 0.5],
    ["linear, at its end", { form: "linear", base: 2 }, 10, 10, 0],
    ["inverse-sqrt", { form: "inverse-sqrt", base: 1, warmup: 0.1 }, 40, 100, 0.5],
    ["inverse-sqrt, at the end of its warm-up", { form: "inverse-sqrt", base: 1, warmup: 0.1 }, 10, 100, 1],
    ["inverse-sqrt, without warm-up", { form: "inverse-sqrt", base: 1 }, 16, 100, 0.25],
    ["cosine, at 0", { form: "cosine", base: 1 }, 0, 10, 1],
    ["cosine, half way", { form: "cosine", base: 1 }, 5, 10, 0.5],
    ["cosine, at its end", { form: "cosine", base: 1 }, 10, 10, 0],
    ["cosine, to a tenth", { form: "cosine", base: 1, floor: 0.1 }, 5, 10, 0.55],
    // T₀ = 1, m = 2: restarts at 1 and 3, the end at 7.
    ["warm restarts, in the middle of the first", { form: "warm-restarts", base: 1 }, 0.5, 7, 0.5],
    ["warm restarts, at the first restart", { form: "warm-restarts", base: 1 }, 1, 7, 1],
    ["warm restarts, in the middle of the second", { form: "warm-restarts", base: 1 }, 2, 7, 0.5],
    ["warm restarts, at the second restart", { form: "warm-restarts", base: 1 }, 3, 7, 1],
    ["warm restarts, in the middle of the third", { form: "warm-restarts", base: 1 }, 5, 7, 0.5],
    // PyTorch's 100 steps, whose phases end at 29 and 99.
    ["one-cycle, at 0", { form: "one-cycle", base: 1, rise: 29 / 99 }, 0, 99, 0.04],
    ["one-cycle, half way up", { form: "one-cycle", base: 1, rise: 29 / 99 }, 14.5, 99, 0.52],
    ["one-cycle, at its height", { form: "one-cycle", base: 1, rise: 29 / 99 }, 29, 99, 1],
    ["one-cycle, at its end", { form: "one-cycle", base: 1, rise: 29 / 99 }, 99, 99, 4e-6],
    ["wsd, before its decay", { form: "wsd", base: 1, decay: 0.2, curve: "linear" }, 79, 100, 1],
    ["wsd, linear", { form: "wsd", base: 1, decay: 0.2, curve: "linear" }, 95, 100, 0.25],
    ["wsd, 1 - √x", { form: "wsd", base: 1, decay: 0.2 }, 85, 100, 0.5],
    ["wsd, to a tenth", { form: "wsd", base: 1, decay: 0.2, floor: 0.1 }, 100, 100, 0.1],
    ["warm-up", { form: "cosine", base: 1, warmup: 0.1 }, 5, 100, 0.5],
    ["warm-up from a thousandth", { form: "cosine", base: 1, warmup: 0.1, warmupFrom: 1e-3 }, 0, 100, 1e-3],
    ["warm-up, to where one-cycle begins", { form: "one-cycle", base: 1, warmup: 0.1 }, 5, 100, 0.02],
    ["after warm-up the rest is stretched", { form: "linear", base: 1, warmup: 0.2 }, 60, 100, 0.5],
  ])("%s", ([, schedule, step, total, rate]) => near(at(schedule, step, total), rate))
})

describe("of any schedule", () => {
  const run = fc.tuple(
    schedules,
    fc.double({ min: 1, max: 1e5, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  )

  it("the rate is never negative and never above the base", () => {
    fc.assert(
      fc.property(run, ([schedule, total, share]) => {
        const rate = at(schedule, share * total, total)
        expect(rate).toBeGreaterThanOrEqual(0)
        expect(rate).toBeLessThanOrEqual(schedule.base * (1 + 1e-12))
      }),
      { numRuns: 1000 },
    )
  })

  it("warm-up only rises, and ends where the form begins", () => {
    fc.assert(
      fc.property(run, ([given, total, a, b]) => {
        const warmup = 0.25
        const schedule = { ...given, warmup }
        const end = warmup * total
        const [early, late] = [Math.min(a, b) * end, Math.max(a, b) * end]
        expect(at(schedule, early, total)).toBeLessThanOrEqual(at(schedule, late, total) * (1 + 1e-12))
        near(at(schedule, end * (1 - 1e-15), total), at(schedule, end, total))
        near(at(schedule, end, total), at({ ...given, warmup: 0 }, 0, total))
      }),
      { numRuns: 500 },
    )
  })

  it("what only falls, falls", () => {
    fc.assert(
      fc.property(run, ([schedule, total, a, b]) => {
        fc.pre(schedule.form !== "warm-restarts" && schedule.form !== "one-cycle" && schedule.form !== "plateau")
        const warm = schedule.warmup ?? 0
        const [early, late] = [Math.min(a, b), Math.max(a, b)].map((share) => (warm + share * (1 - warm)) * total)
        expect(at(schedule, late!, total)).toBeLessThanOrEqual(at(schedule, early!, total) * (1 + 1e-12))
      }),
      { numRuns: 500 },
    )
  })

  it("ends at its floor: cosine, linear, polynomial, warm-restarts and wsd", () => {
    fc.assert(
      fc.property(run, ([schedule, total]) => {
        fc.pre(["cosine", "linear", "polynomial", "warm-restarts", "wsd"].includes(schedule.form))
        expect(Math.abs(at(schedule, total, total) - schedule.base * (schedule.floor ?? 0))).toBeLessThanOrEqual(1e-12 * schedule.base)
      }),
      { numRuns: 500 },
    )
  })

  it("before the first step and after the last the nearer end counts", () => {
    fc.assert(
      fc.property(run, ([schedule, total, share]) => {
        expect(at(schedule, -share, total)).toBe(at(schedule, 0, total))
        expect(at(schedule, total * (1 + share), total)).toBe(at(schedule, total, total))
      }),
      { numRuns: 100 },
    )
  })
})

test("a long cosine keeps its digits to the last step", () => {
  // (1 + cos π(1 - x)) / 2 = (πx/2)² (1 - (πx)²/12 + …) for small x.
  const x = 1 / 1e6
  near(at({ form: "cosine", base: 1 }, 999_999, 1e6), ((Math.PI * x) / 2) ** 2 * (1 - (Math.PI * x) ** 2 / 12))
})

describe("plateau", () => {
  const schedule: Schedule = { form: "plateau", base: 1, factor: 0.1, patience: 2, threshold: 1e-4, cooldown: 0 }
  const rate = (losses: readonly number[], more: Partial<Schedule> = {}) => scheduleValue({ ...schedule, ...more }, 5, 10, losses)

  test.for<[string, readonly number[], Partial<Schedule>, number]>([
    ["without losses the base holds", [], {}, 1],
    ["as many bad reports as the patience are borne", [1, 1, 1], {}, 1],
    ["one more lowers the rate", [1, 1, 1, 1], {}, 0.1],
    ["the count begins anew after a drop", [1, 1, 1, 1, 1, 1], {}, 0.1],
    ["and after as many more it falls again", [1, 1, 1, 1, 1, 1, 1], {}, 0.01],
    ["an improvement below the threshold is none", [1, 0.99995, 0.99995, 0.99995], {}, 0.1],
    ["one above it begins the count anew", [1, 1, 1, 0.9998, 1, 1], {}, 1],
    ["below 0 the best must be undercut too", [-1, -1.00005, -1, -1], {}, 0.1],
    ["after a drop the cooldown counts none", [1, 1, 1, 1, 1, 1, 1, 1, 1], { cooldown: 3 }, 0.1],
    ["and what comes after it counts", [1, 1, 1, 1, 1, 1, 1, 1, 1, 1], { cooldown: 3 }, 0.01],
    ["what is no number is bad", [1, NaN, NaN, Infinity], {}, 0.1],
    ["the floor is the lowest", [1, 1, 1, 1, 1, 1, 1], { floor: 0.05 }, 0.05],
    ["unless said, the patience is 10", Array<number>(11).fill(1), { patience: 10 }, 1],
  ])("%s", ([, losses, more, expected]) => near(rate(losses, more), expected))

  it("unless said, the eleventh bad report lowers it", () => {
    const bare: Schedule = { form: "plateau", base: 1 }
    expect(scheduleValue(bare, 5, 10, Array<number>(11).fill(1))).toBe(1)
    near(scheduleValue(bare, 5, 10, Array<number>(12).fill(1)), 0.1)
  })
})

test.for([0, -1, NaN, Infinity])("a total of %s is refused", (total) => {
  expect(() => at({ form: "cosine", base: 1 }, 1, total)).toThrow("a schedule needs a total number of steps above 0")
})

test("a step that is no number is refused", () => {
  expect(() => at({ form: "cosine", base: 1 }, NaN, 10)).toThrow("a step that is no number")
})
