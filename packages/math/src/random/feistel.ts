/**
 * A seeded order of the integers below `size` without a table: four rounds of a Feistel network on the next even number of bits, walked
 * along its cycle until the value is back below `size` (Luby and Rackoff 1988; Black and Rogaway 2002). About 1 µs; every truncation of
 * the order is an even sample. For sizes below a hundred `shuffle` mixes better.
 */
import { philox4x32 } from "./philox.ts"
import { splitMix64 } from "./split-mix64.ts"
import { streams } from "./streams.ts"

/** Where the bijection of `seed` on {0, …, size - 1} sends `index`. Throws RangeError unless 0 ≤ index < size ≤ 2⁵². */
export function feistel(index: number, size: number, seed: number): number {
  if (!(Number.isInteger(size) && size >= 1 && size <= 0x10000000000000))
    throw new RangeError(`size is an integer from 1 to 2^52, not ${size}`)
  if (!(Number.isInteger(index) && index >= 0 && index < size)) throw new RangeError(`index is an integer below ${size}, not ${index}`)
  const [k0, k1] = splitMix64(seed)
  const half = halfWidth(size)
  let x = index
  do x = network(x, half, k0, k1)
  while (x >= size)
  return x
}

/** The least 2^w with (2^w)² ≥ size. */
function halfWidth(size: number): number {
  let half = 2
  while (half * half < size) half *= 2
  return half
}

function network(x: number, half: number, k0: number, k1: number): number {
  let left = Math.floor(x / half)
  let right = x % half
  for (let round = 0; round < 4; round++) {
    philox4x32(round, right, streams.grid | 0x40000000, 0, k0, k1, word)
    const mixed = (left ^ (word[0]! & (half - 1))) >>> 0
    left = right
    right = mixed
  }
  return left * half + right
}

const word = new Uint32Array(4)
