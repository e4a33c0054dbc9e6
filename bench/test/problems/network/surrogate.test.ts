import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { forecast, type Forecast, type Training } from "../../../src/problems/network/surrogate.ts"

interface Row {
  readonly task: string
  readonly input: Training & { readonly epoch: number }
  readonly output: Forecast
}

/** Made by bench/data/lcbench/reference.py with onnxruntime 1.32. */
const rows = JSON.parse(readFileSync(new URL("./reference.json", import.meta.url), "utf8")) as readonly Row[]

test("the forward pass says what onnxruntime says, to the precision of single precision", () => {
  expect(rows).toHaveLength(12 * 8)
  for (const { task, input, output } of rows) {
    const said = forecast(task, input, input.epoch)
    for (const metric of Object.keys(output) as (keyof Forecast)[]) {
      // A time is a share of 46 791 seconds, of which single precision knows seven digits.
      const tolerance = metric === "time" ? 46_791 * 1e-6 : 1e-5 * Math.max(1, Math.abs(output[metric]))
      expect(Math.abs(said[metric] - output[metric]), `${task} ${metric}`).toBeLessThanOrEqual(tolerance)
    }
  }
})

test("a task that the file does not hold is refused", () => {
  expect(() => forecast("34539", rows[0]!.input, 52)).toThrow(RangeError)
})
