import fc from "fast-check"
import { expect, it } from "vitest"
import { splitMix64 } from "@diapason/math"

const joined = ([lo, hi]: readonly [number, number]): bigint => (BigInt(hi) << 32n) | BigInt(lo)

it("the first outputs from seed 0 and seed 1234567 are the published ones", () => {
  expect([0, 1, 2].map((i) => joined(splitMix64(0, i)))).toEqual([0xe220a8397b1dcdafn, 0x6e789e6aa1b965f4n, 0x06c45d188009454fn])
  expect([0, 1, 2].map((i) => joined(splitMix64(1234567, i)))).toEqual([6457827717110365317n, 3203168211198807973n, 9817491932198370423n])
})

it("every safe integer mixes as in 64-bit arithmetic", () =>
  fc.assert(fc.property(fc.maxSafeInteger(), fc.nat(1000), (seed, i) => joined(splitMix64(seed, i)) === mixed(BigInt(seed), BigInt(i)))))

it("a seed that is no safe integer is refused", () => {
  for (const seed of [0.5, NaN, Infinity, 2 ** 53]) expect(() => splitMix64(seed)).toThrow(RangeError)
})

function mixed(seed: bigint, i: bigint): bigint {
  let z = BigInt.asUintN(64, seed + (i + 1n) * 0x9e3779b97f4a7c15n)
  z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n)
  z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn)
  return z ^ (z >> 31n)
}
