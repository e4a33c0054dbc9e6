import { hypervolumeSubset, nonDominatedFronts, rng, shuffle } from "@diapason/math"
import fc from "fast-check"
import { expect, it } from "vitest"
import { frontSplit } from "../../../src/samplers/tpe/front-split.ts"
import { groupsIn } from "../../../src/samplers/tpe/groups.ts"
import { trialTable } from "../../../src/samplers/tpe/trial-table.ts"
import { float, spaceOf } from "./spaces.ts"

const table = trialTable(groupsIn(spaceOf([float("x")])), 1)
for (let number = 0; number < 400; number++) table.append(number, { x: 0.5 })

it("whole fronts, then the subset of large hypervolume: as from all trials at once, whatever came first", () => {
  const losses = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 30 })), { minLength: 1, maxLength: 300 })
  fc.assert(
    fc.property(losses, fc.nat(), (points, seed) => {
      const split = frontSplit(table, (row) => points[row], 0.15)
      const good = new Set<number>()
      const follow = (changes: readonly { row: number; good: boolean }[]): void =>
        changes.forEach((change) => (change.good ? good.add(change.row) : good.delete(change.row)))
      for (const row of shuffle([...points.keys()], rng(seed, 0, "random"))) {
        follow(split.place(row))
        if (row % 7 === 0) follow(split.settle())
      }
      follow(split.settle())
      expect([...good].sort((a, b) => a - b)).toEqual(plainFronts(points).sort((a, b) => a - b))
      expect(split.good).toBe(good.size)
    }),
    { numRuns: 60 },
  )
})

it("a long first front is good as a whole up to 200 trials, and thinned beyond", () => {
  const split = frontSplit(table, (row) => [row, 400 - row], 0.9)
  for (let row = 0; row < 400; row++) split.place(row)
  expect(split.settle().filter(({ good }) => good).length).toBe(200)
})

it("a trial without losses is never good", () => {
  const split = frontSplit(table, (row) => (row === 2 ? [1, 1] : undefined), 0.5)
  for (let row = 0; row < 10; row++) split.place(row)
  expect(split.settle()).toEqual([{ row: 2, good: true }])
})

function plainFronts(points: readonly (readonly [number, number])[]): number[] {
  const fronts = nonDominatedFronts(points)
  const count = Math.min(Math.ceil(0.15 * points.length), Math.max(25, Math.min(200, fronts[0]!.length)))
  const good: number[] = []
  for (const front of fronts) {
    if (good.length + front.length <= count) good.push(...front)
    else {
      const axis = (m: 0 | 1) => front.map((i) => points[i]![m])
      const scale = (m: 0 | 1, v: number): number => {
        const low = Math.min(...axis(m))
        const high = Math.max(...axis(m))
        return high > low ? (v - low) / (high - low) : 0
      }
      const scaled = front.map((i) => [scale(0, points[i]![0]), scale(1, points[i]![1])])
      good.push(...hypervolumeSubset(scaled, [1.1, 1.1], count - good.length).map((k) => front[k]!))
      break
    }
  }
  return good
}
