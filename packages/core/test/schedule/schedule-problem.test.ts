import { scheduleProblem } from "@diapason/core/schedule"
import fc from "fast-check"
import { expect, it, test } from "vitest"
import { schedules } from "./arbitraries.ts"

test.for<[unknown, string]>([
  [3, "it is no object with a form and a base"],
  [null, "it is no object with a form and a base"],
  [[1], "it is no object with a form and a base"],
  [{ base: 1 }, "it has no form; the forms are constant, step,"],
  [{ form: "cosin", base: 1 }, "no form is named cosin; did you mean cosine?"],
  [{ form: "toString", base: 1 }, "no form is named toString; the forms are constant,"],
  [{ form: "cosine" }, "it has no base, the highest rate"],
  [{ form: "cosine", base: 0 }, "its base is 0, expected a rate above 0"],
  [{ form: "cosine", base: "1" }, 'its base is "1", expected a rate above 0'],
  [{ form: "cosine", base: 1, warmup: 1 }, "its warmup is 1, expected a share from 0 and below 1"],
  [{ form: "cosine", base: 1, floor: 1.5 }, "its floor is 1.5, expected a share from 0 to 1"],
  [{ form: "multistep", base: 1, milestones: [0.5, 0.5] }, "its milestones is [0.5,0.5], expected rising shares above 0 and below 1"],
  [{ form: "warm-restarts", base: 1, cycles: 1.5 }, "its cycles is 1.5, expected a whole number from 1 to 100"],
  [{ form: "wsd", base: 1, curve: "round" }, 'its curve is "round", expected "linear" or "sqrt"'],
  [{ form: "plateau", base: 1, patience: -1 }, "its patience is -1, expected a whole number from 0"],
])("%j is no schedule", ([value, problem]) => {
  expect(scheduleProblem(value)).toContain(problem)
})

it("finds nothing in a schedule", () => {
  fc.assert(
    fc.property(schedules, (schedule) => {
      expect(scheduleProblem(schedule)).toBeUndefined()
      expect(scheduleProblem({ ...schedule, comment: "mine" })).toBeUndefined()
    }),
  )
})
