import { fromWire, toWire, type WireNumber } from "@diapason/core"
import type { Packed } from "./sections.ts"

/**
 * How numbers are packed: all the same; whole numbers from `base` on in 1, 2 or 4 bytes, of which the greatest stands for none; numbers
 * that 4 bytes hold exactly; or 8 bytes each.
 */
export type Packing =
  | { readonly as: "same"; readonly value: WireNumber }
  | { readonly as: "u8" | "u16" | "u32"; readonly base: number }
  | { readonly as: "f32" | "f64" }

/** The first `size` numbers in as few bytes as hold them exactly; -0 stays -0. */
export function packNumbers(values: Float64Array, size: number): { readonly packing: Packing; readonly packed: Packed } {
  const { same, whole, short, low, high } = kindOf(values, size)
  if (same) return { packing: { as: "same", value: toWire(size === 0 ? NaN : values[0]!) }, packed: new Uint8Array(0) }
  const span = high - low
  if (whole && span < 0xffffffff) {
    const as = span < 0xff ? "u8" : span < 0xffff ? "u16" : "u32"
    const packed = new kinds[as](size)
    const none = mostOf(as)
    for (let i = 0; i < size; i++) {
      const value = values[i]!
      packed[i] = value === value ? value - low : none
    }
    return { packing: { as, base: low }, packed }
  }
  if (short) return { packing: { as: "f32" }, packed: new Float32Array(values.subarray(0, size)) }
  return { packing: { as: "f64" }, packed: values.slice(0, size) }
}

/** The numbers behind `packNumbers`. */
export function unpackNumbers(packing: Packing, bytes: Uint8Array, size: number): Float64Array {
  if (packing.as === "same") return new Float64Array(size).fill(fromWire(packing.value))
  const packed = new kinds[packing.as](bytes.buffer as ArrayBuffer, bytes.byteOffset, size)
  const values = new Float64Array(packed)
  if (!("base" in packing)) return values
  const none = mostOf(packing.as)
  for (let i = 0; i < size; i++) values[i] = values[i] === none ? NaN : values[i]! + packing.base
  return values
}

const kinds = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, f32: Float32Array, f64: Float64Array } as const

const mostOf = (as: "u8" | "u16" | "u32"): number => (as === "u8" ? 0xff : as === "u16" ? 0xffff : 0xffffffff)

/** One pass over numbers: what they are. */
function kindOf(values: Float64Array, size: number) {
  let [same, whole, short, low, high] = [true, true, true, Infinity, -Infinity]
  const first = values[0]
  for (let i = 0; i < size; i++) {
    const value = values[i]!
    if (same && !Object.is(value, first)) same = false
    if (value !== value) continue
    if (whole && (!Number.isSafeInteger(value) || Object.is(value, -0))) whole = false
    if (short && Math.fround(value) !== value) short = false
    if (value < low) low = value
    if (value > high) high = value
    if (!whole && !short && !same) break
  }
  return { same, whole, short, low, high }
}
