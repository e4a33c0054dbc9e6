import type { Terminator } from "@diapason/core"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { anyCourse, nowAndThen, playCourse, type Course } from "./terminator/course.ts"

/** Runs the laws that every terminator is held against. `make` gives a fresh terminator each time. */
export function terminatorLaws(name: string, make: () => Terminator): void {
  describe(`${name} as a terminator`, () => {
    for (const { name, hold } of terminatorLawList) test(name, () => hold(make))
  })
}

/** `hold` throws when the terminator that `make` gives does not keep the law. */
export interface TerminatorLaw {
  readonly name: string
  hold(make: () => Terminator): void
}

/** Tries a law in studies of several kinds; the same ones each time. */
const law = (name: string, hold: (make: () => Terminator, course: Course) => void): TerminatorLaw => ({
  name,
  hold: (make) =>
    fc.assert(
      fc.property(anyCourse, (course) => hold(make, course)),
      { numRuns: 8, seed: 20240229, endOnFailure: true },
    ),
})

export const terminatorLawList: readonly TerminatorLaw[] = [
  law("the same log gives the same advice, whoever asks and however often", (make, course) => {
    const often = playCourse(make(), course, nowAndThen)
    const once = playCourse(make(), course, (ended) => ended === course.ends)
    expect(once.at(-1)?.advice).toEqual(often.at(-1)?.advice)
  }),
  law("a state made from the ledger alone advises as the one that was folded", (make, course) => {
    playCourse(make(), course, nowAndThen, (folded, rebuilt) => expect(rebuilt).toEqual(folded))
  }),
  law("every advice says why", (make, course) => {
    for (const { advice } of playCourse(make(), course, nowAndThen)) if (advice.why === "") expect.fail("an advice without a reason")
  }),
  law("every figure is a finite number", (make, course) => {
    for (const { advice } of playCourse(make(), course, nowAndThen))
      for (const [name, value] of Object.entries(advice.figures)) if (!Number.isFinite(value)) expect.fail(`${name} is ${value}`)
  }),
  law("nobody is advised to stop before two trials have ended", (make, course) => {
    for (const { advice, ended } of playCourse(make(), course, nowAndThen)) if (advice.stop) expect(ended).toBeGreaterThanOrEqual(2)
  }),
]
