import type { Scheduler } from "@diapason/core"
import fc from "fast-check"
import type { Setting } from "./rehearsal.ts"

/** `hold` rejects when the scheduler that `make` gives does not keep the law. */
export interface SchedulerLaw {
  readonly name: string
  hold(make: () => Scheduler): void
}

/** Tries a law in studies of every kind; the same ones each time, small ones first. */
export const law = (name: string, hold: (make: () => Scheduler, setting: Setting) => void): SchedulerLaw => ({
  name,
  hold: (make) =>
    fc.assert(
      fc.property(anySetting, (setting) => hold(make, setting)),
      { numRuns: 16, seed: 20240229, endOnFailure: true },
    ),
})

const anySetting: fc.Arbitrary<Setting> = fc.record({
  seed: fc.nat(10_000),
  slots: fc.integer({ min: 1, max: 5 }),
  moves: fc.constantFrom(60, 150, 300),
  direction: fc.constantFrom("minimize", "maximize"),
  steps: fc.constantFrom(4, 9, 27),
  declared: fc.boolean(),
})
