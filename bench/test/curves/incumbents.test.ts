import { expect, test } from "vitest"
import { incumbents, regretAt } from "../../src/curves/incumbents.ts"
import { tiny } from "./tiny-world.ts"

const [good, fair, best] = [{ x: 0.9 }, { x: 0.6 }, { x: 1 }]

test("by `seen` the best value counts at whatever epoch, by `level` the newest of those that came to the same level", () => {
  const { curves, heard } = incumbents(tiny)
  heard(1, fair, 1, 0.3)
  heard(2, fair, 2, 0.4)
  heard(3, good, 1, 0.5)
  heard(4, good, 2, 0.6)
  // A third of four epochs is one and a third: the second and the third are of one level, the last of another.
  heard(5, fair, 3, 0.5)
  heard(6, best, 3, 0.2)
  heard(7, best, 4, 0.55)
  expect(curves.seen.map(([moment, x]) => `${moment}: ${x.toFixed(1)}`)).toEqual(["1: 0.8", "3: 0.2"])
  expect(curves.level.map(([moment, x]) => `${moment}: ${x.toFixed(1)}`)).toEqual(["1: 0.8", "4: 0.2", "7: 0.0"])
})

test("a newest value that is worse than the best of others gives the place away", () => {
  const { curves, heard } = incumbents(tiny)
  heard(1, good, 2, 0.8)
  heard(2, fair, 2, 0.7)
  heard(3, good, 3, 0.6)
  expect(curves.level.map(([, x]) => x.toFixed(3))).toEqual(["0.200", "0.800"])
  expect(curves.seen).toHaveLength(1)
})

test("what has come farther goes before what has shown more", () => {
  const { curves, heard } = incumbents(tiny)
  heard(1, good, 1, 0.9)
  heard(2, fair, 2, 0.3)
  expect(curves.level.map(([moment]) => moment)).toEqual([1, 2])
  expect(curves.seen.map(([moment]) => moment)).toEqual([1])
})

test("a regret holds from its moment to the next, and before the first it is a random configuration's", () => {
  const curve = [
    [2, 0.7],
    [5, 0.1],
  ] as const
  expect([1, 2, 4.9, 5, 99].map((moment) => regretAt(curve, moment))).toEqual([1, 0.7, 0.7, 0.1, 0.1])
})
