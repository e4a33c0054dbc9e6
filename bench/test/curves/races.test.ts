import { expect, test } from "vitest"
import { curveField } from "../../src/curves/curve-field.ts"
import type { Curve } from "../../src/curves/incumbents.ts"
import { races } from "../../src/curves/races.ts"
import { emptyCurve, missing, type CurveRecord } from "../../src/curves/record.ts"

const recordOf = (contestant: string, seed: number, until: number, curve: Curve, more: Partial<CurveRecord> = {}): CurveRecord => ({
  ...emptyCurve({ contestant, world: "tiny", seed, part: 8, size: 100 }),
  ...{ until, curves: { seen: curve, level: [] }, ...more },
})
const random = [
  recordOf("random", 0, 100, [
    [10, 0.8],
    [90, 0.4],
  ]),
  recordOf("random", 1, 200, [[20, 0.6]]),
]
const own = [
  recordOf("own", 0, 100, [
    [5, 0.7],
    [25, 0.1],
  ]),
  recordOf("own", 1, 200, [
    [10, 0.9],
    [80, 0.65],
  ]),
]
const wanted = { contestants: ["own", "random", "nobody"], worlds: ["tiny"], part: 8, size: 100 } as const

test("how soon the mean is at random's last mean, and run by run", () => {
  const [first, second] = races(curveField([...random, ...own], wanted), "seen")
  // Random ends at a mean of 0.5; own has 0.1 and 0.9 after a quarter of the time.
  expect(first).toMatchObject({ contestant: "own", faster: 4, reached: 0.5, median: 2 })
  expect(first!.regrets.map((x) => x.toFixed(3))).toEqual(["0.800", "0.800", "0.500", "0.375", "0.375"])
  expect(second!.faster).toBeCloseTo(1 / 0.9, 9)
})

test("who never comes there is 0 times faster", () => {
  const [first] = races(curveField([...random, recordOf("own", 0, 100, [[1, 0.9]]), recordOf("own", 1, 100, [])], wanted), "seen")
  expect(first).toMatchObject({ faster: 0, reached: 0, median: 0 })
})

test("only what all have finished is compared", () => {
  const broken = recordOf("own", 1, 0, [], { failed: "no memory" })
  const field = curveField([...random, own[0]!, broken, recordOf("own", 1, 1, [], { part: 64 })], wanted)
  expect(field).toMatchObject({ contestants: ["own", "random"], pairs: ["tiny, seed 0"] })
})

test("what broke is to be played again, what was not supported is not", () => {
  const jobs = [...random, ...own]
  const known = [random[0]!, { ...random[1]!, failed: "no memory" }, { ...own[0]!, unsupported: "no" }, { ...own[1]!, size: 5 }]
  expect(missing(jobs, known)).toEqual([random[1], own[1]])
})
