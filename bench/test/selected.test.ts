import { expect, test } from "vitest"
import { selected } from "../src/selected.ts"
import { bowl, noisyHill, pair } from "./two-problems.ts"

const all = [bowl, noisyHill, { ...pair, use: "judge" as const }]
const names = (selection: Parameters<typeof selected>[1]) => selected(all, selection).map(({ name }) => name)

test("nothing said means all; everything said must hold", () => {
  expect(names({})).toEqual(["bowl", "noisy-hill", "pair"])
  expect(names({ families: ["smooth", "multi"], use: "tune" })).toEqual(["bowl"])
  expect(names({ problems: ["pair", "bowl"] })).toEqual(["bowl", "pair"])
})

test("a name that no problem has is refused, with those there are", () => {
  expect(() => names({ problems: ["bowls"] })).toThrow('there is no problem "bowls"; there is bowl, noisy-hill, pair')
  expect(() => names({ use: "judges" })).toThrow('there is no use "judges"')
})
