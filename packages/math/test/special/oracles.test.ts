import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { cos, erf, erfc, erfcx, exp, expm1, log, log1p, pow, sin } from "@diapason/math"
import { ulps } from "../oracles/ulps.ts"

/** Written by oracles/special.py with more than 50 digits. */
type Region = {
  readonly function: keyof typeof functions
  readonly region: string
  readonly ulps: number
  readonly arguments: readonly number[][]
  readonly values: readonly number[]
  readonly rest: readonly number[]
}

const functions = { exp, log, log1p, expm1, sin, cos, erf, erfc, erfcx, pow }
const regions = JSON.parse(readFileSync(new URL("../oracles/special.json", import.meta.url), "utf8")) as readonly Region[]

for (const { function: name, region, ulps: tolerance, arguments: given, values, rest } of regions)
  it(`${name} is within ${tolerance} ulp of the truth for ${region}`, () => {
    const f = functions[name] as (...x: number[]) => number
    let worst = { error: 0, at: [] as number[] }
    for (const [i, y] of values.entries()) {
      const at = given.map((column) => column[i]!)
      const error = ulps(f(...at), y, rest[i]!)
      if (!(error <= worst.error)) worst = { error, at }
    }
    expect(worst.error, `at ${worst.at.join(", ")}`).toBeLessThanOrEqual(tolerance)
  })

describe("the oracle", () => {
  it("meets every function", () => expect(new Set(regions.map((region) => region.function))).toEqual(new Set(Object.keys(functions))))

  it("tells a result that is one ulp off", () => {
    expect(ulps(1 + Number.EPSILON, 1)).toBe(1)
    expect(ulps(1, 1, 0.25)).toBe(0.25)
    expect(ulps(-0, 0)).not.toBeGreaterThan(0)
  })
})
