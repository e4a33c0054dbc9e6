import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { eventRecords, type Scalar } from "../../src/capture/event-records.ts"

const recorded = (name: string): Buffer => readFileSync(fileURLToPath(new URL(`../fixtures/tensorboard/${name}.tfevents`, import.meta.url)))

const float = (x: number): number => new Float32Array([x])[0]!
const written: readonly Scalar[] = [1, 2, 3, 4, 5].flatMap((step) => [
  { tag: "train/loss", step, value: float(1 / step) },
  { tag: "val/loss", step, value: float(2 / step) },
  { tag: "acc", step, value: float([0.5, NaN, 0.75, Infinity, 1e-3][step - 1]!) },
])

test("the scalars that tensorboardX wrote, between a text and a histogram", () => {
  const records = eventRecords()
  expect(records.push(recorded("plain"))).toEqual(written)
  expect(records.broken).toBeUndefined()
})

test("scalars that are tensors, as TensorFlow writes them", () => {
  expect(eventRecords().push(recorded("tensor-validation"))).toEqual(
    [0, 1, 2].map((step) => ({ tag: "epoch_loss", step, value: 10 + step })),
  )
})

test("it does not matter how the bytes come", () => {
  const records = eventRecords()
  const found = [...recorded("plain")].flatMap((byte) => records.push(Uint8Array.of(byte)))
  expect(found).toEqual(written)
})

test("a torn last record waits for its rest", () => {
  const bytes = recorded("tensor-train")
  const records = eventRecords()
  expect(records.push(bytes.subarray(0, -3))).toHaveLength(2)
  expect(records.broken).toBeUndefined()
  expect(records.push(bytes.subarray(-3))).toHaveLength(1)
})

test("a bit that has changed anywhere is noticed, and nothing after it is believed", () => {
  const whole = recorded("tensor-train")
  for (let at = 0; at < whole.length; at++) {
    const bytes = Buffer.from(whole)
    bytes[at]! ^= 4
    const records = eventRecords()
    const found = records.push(bytes)
    expect(found).toEqual([0, 1, 2].slice(0, found.length).map((step) => ({ tag: "epoch_loss", step, value: step })))
    expect(found.length).toBeLessThan(3)
    expect(records.broken).toMatch(/checksum/)
  }
})
