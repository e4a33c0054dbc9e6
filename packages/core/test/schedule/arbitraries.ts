import type { Schedule } from "@diapason/core/schedule"
import fc from "fast-check"

const share = fc.double({ min: 0, max: 1, noNaN: true })
const inner = fc.integer({ min: 1, max: 999 }).map((n) => n / 1000)
const forms = [
  "constant",
  "step",
  "multistep",
  "exponential",
  "polynomial",
  "linear",
  "inverse-sqrt",
  "cosine",
  "warm-restarts",
  "one-cycle",
  "wsd",
  "plateau",
] as const

/** Schedules of every form, with any of their fields left out. */
export const schedules: fc.Arbitrary<Schedule> = fc.record(
  {
    form: fc.constantFrom(...forms),
    base: fc.integer({ min: -60, max: 10 }).map((n) => 10 ** (n / 10)),
    warmup: fc.constantFrom(0, 0.01, 0.03, 0.1, 0.5),
    warmupFrom: fc.constantFrom(0, 1e-3),
    floor: fc.oneof(fc.constant(0), share),
    factor: inner,
    every: inner,
    milestones: fc.uniqueArray(inner, { minLength: 1, maxLength: 4 }).map((all) => all.toSorted((a, b) => a - b)),
    final: inner,
    power: fc.constantFrom(0.5, 0.9, 1, 2, 3),
    cycles: fc.integer({ min: 1, max: 6 }),
    growth: fc.constantFrom(0.5, 1, 1.5, 2),
    rise: inner,
    start: inner,
    end: fc.constantFrom(0, 4e-6, 0.01),
    decay: inner,
    curve: fc.constantFrom("linear", "sqrt"),
    patience: fc.nat(4),
    threshold: fc.constantFrom(0, 1e-4, 0.1),
    cooldown: fc.nat(3),
  },
  { requiredKeys: ["form", "base"] },
)
