import { readFileSync } from "node:fs"
import { expect, it } from "vitest"
import {
  logNormalMass,
  normalCdf,
  normalLogCdf,
  normalLogQuantile,
  normalPdf,
  normalQuantile,
  truncatedNormalQuantile,
} from "@diapason/math"

/** Written by oracles/normal.py with 60 digits. The error allowed is relative plus absolute. */
type Region = {
  readonly function: keyof typeof functions
  readonly region: string
  readonly relative: number
  readonly absolute: number
  readonly arguments: readonly number[][]
  readonly values: readonly number[]
}

const functions = { logNormalMass, normalCdf, normalLogCdf, normalLogQuantile, normalPdf, normalQuantile, truncatedNormalQuantile }
const regions = JSON.parse(readFileSync(new URL("../oracles/normal.json", import.meta.url), "utf8")) as readonly Region[]

for (const { function: name, region, relative, absolute, arguments: given, values } of regions)
  it(`${name} is within ${relative.toPrecision(2)} relative${absolute > 0 ? ` plus ${absolute}` : ""} of the truth for ${region}`, () => {
    const f = functions[name] as (...x: number[]) => number
    for (const [i, y] of values.entries()) {
      const at = given.map((column) => column[i]!)
      expect(Math.abs(f(...at) - y), `at ${at.join(", ")}`).toBeLessThanOrEqual(absolute + relative * Math.abs(y))
    }
  })
