/**
 * Sine and cosine, within 1 ulp on all doubles. x is brought to y in [-π/4, π/4] as two doubles: for |x| ≤ 2²⁰ by subtracting a multiple
 * of π/2 in four parts (Cody and Waite 1980), beyond that exactly with 1280 bits of 2/π (Payne and Hanek 1983), some fifty times slower.
 */
import { productError, sumError } from "./double-double.ts"

/** sin x, x in radians. x itself at ±0, NaN at ±Infinity and for NaN. */
export function sin(x: number): number {
  if (x === 0) return x
  const quadrant = reduce(x)
  const value = (quadrant & 1) === 0 ? sine(high, low) : cosine(high, low)
  return (quadrant & 2) === 0 ? value : -value
}

/** cos x, x in radians. NaN at ±Infinity and for NaN. */
export function cos(x: number): number {
  const quadrant = reduce(x)
  const value = (quadrant & 1) === 0 ? cosine(high, low) : sine(high, low)
  return ((quadrant + 1) & 2) === 0 ? value : -value
}

/** The reduced argument high + low, left here by `reduce`. */
let high = 0
let low = 0

/** Sets high + low = x - n π/2 and returns n modulo 4. */
function reduce(x: number): number {
  const a = Math.abs(x)
  if (a <= Math.PI / 4) {
    high = x
    low = 0
    return 0
  }
  if (a <= 1048576) return reduceByParts(x)
  if (a < Infinity) return reduceExactly(x)
  high = NaN
  low = 0
  return 0
}

/** Multiples of the first three parts (33 bits each) are exact; so are the subtractions, their errors being carried along. */
function reduceByParts(x: number): number {
  const n = Math.round(x * (2 / Math.PI))
  const r0 = x - n * 1.5707963267341256
  const w1 = n * 6.077100506303966e-11
  const r1 = r0 - w1
  const e1 = sumError(r0, -w1, r1)
  const w2 = n * 2.0222662487111665e-21
  const r2 = r1 - w2
  const rest = e1 + sumError(r1, -w2, r2) - n * 8.4784276603689e-32
  high = r2 + rest
  low = rest - (high - r2)
  return n & 3
}

/** |x| = M 2^e with an integer M, so M · (2/π) holds n in its integer bits and the rest in its fraction. */
function reduceExactly(x: number): number {
  let a = Math.abs(x)
  let e = 0
  while (a >= 0x20000000000000) {
    a /= 2
    e++
  }
  while (a < 0x10000000000000) {
    a *= 2
    e--
  }
  const fractionBits = BigInt(1280 - e)
  const turns = BigInt(a) * twoOverPi
  const n = (turns + (1n << (fractionBits - 1n))) >> fractionBits
  const fraction = (turns - (n << fractionBits)) >> (fractionBits - 240n)
  const fh = Number(fraction)
  const fl = Number(fraction - BigInt(fh))
  const sign = x < 0 ? -unit240 : unit240
  const yh = fh * sign
  const p = yh * (Math.PI / 2)
  const rest = productError(yh, Math.PI / 2, p) + yh * 6.123233995736766e-17 + fl * sign * (Math.PI / 2)
  high = p + rest
  low = rest - (high - p)
  const quadrant = Number(n & 3n)
  return x < 0 ? -quadrant & 3 : quadrant
}

const unit240 = 5.659799424266695e-73 // 2⁻²⁴⁰

/** floor(2¹²⁸⁰ · 2/π) */
const twoOverPi = BigInt(
  "0xa2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561b7246e3a424dd2e006492eea09d1921cfe1deb1cb129a73ee88235f52ebb4484" +
    "e99c7026b45f7e413991d639835339f49c845f8bbdf9283b1ff897ffde05980fef2f118b5a0a6d1f6d367ecf27cb09b74f463f669e5fea2d7527bac7ebe5f17b" +
    "3d0739f78a5292ea6bfb5fb11f8d5d0856033046fc7b6babf0cfbc209af4361d",
)

/** sin(x + tail) by its series for |x| ≤ π/4; the cubic term is kept apart, so that it can be added last. */
function sine(x: number, tail: number): number {
  const z = x * x
  const far = 1 / 362880 - z * (1 / 39916800 - z * (1 / 6227020800 - z * (1 / 1307674368000 - z * (1 / 355687428096000))))
  const near = z * x * (1 / 6 - z * (1 / 120 - z * (1 / 5040 - z * far)))
  return x - (near - tail * (1 - 0.5 * z))
}

/** cos(x + tail) by its series for |x| ≤ π/4; what 1 - x²/2 loses in rounding is given back. */
function cosine(x: number, tail: number): number {
  const z = x * x
  const far = 1 / 3628800 - z * (1 / 479001600 - z * (1 / 87178291200 - z * (1 / 20922789888000)))
  const quartic = z * z * (1 / 24 - z * (1 / 720 - z * (1 / 40320 - z * far)))
  const half = 0.5 * z
  const w = 1 - half
  return w + (1 - w - half + (quartic - x * tail))
}
