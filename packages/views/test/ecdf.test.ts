import { expect, test } from "vitest"
import { ecdf } from "../src/ecdf.ts"

test("the share that is as good or better; equal values are one step, what never came counts in the whole", () => {
  expect(ecdf([3, 1, 2, 2], "minimize")).toEqual([
    { value: 1, share: 0.25 },
    { value: 2, share: 0.75 },
    { value: 3, share: 1 },
  ])
  expect(ecdf([3, 1, NaN, Infinity], "maximize")).toEqual([
    { value: 3, share: 0.25 },
    { value: 1, share: 0.5 },
  ])
  expect(ecdf([], "minimize")).toEqual([])
})
