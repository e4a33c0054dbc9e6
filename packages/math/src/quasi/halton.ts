/**
 * Halton points (Halton 1960), each from its index alone: the choice when the number of points is unknown and far from a power of two.
 * Scrambled, they stay even to some dozens of dimensions; unscrambled not beyond eight. A scrambled point costs about as many random
 * words as the sum of the first d primes.
 */
import { rng } from "../random/rng.ts"
import type { Rng } from "../random/rng.ts"

/**
 * The index-th point of the scrambled sequence, in (0, 1)^dimensions: every digit, those of the leading zeros too, goes through its own
 * random permutation (Owen 2017). `index` is an integer in [0, 2³²).
 */
export function haltonPoint(index: number, dimensions: number, seed: number): Float64Array {
  return Float64Array.from(primes(dimensions), (base, j) => scrambledInverse(index, base, seed, j))
}

/** The index-th point as Halton made it, in [0, 1)^dimensions: the digits of the index in the j-th prime, mirrored at the point. */
export function haltonRaw(index: number, dimensions: number): Float64Array {
  return Float64Array.from(primes(dimensions), (base) => radicalInverse(index, base))
}

function radicalInverse(index: number, base: number): number {
  let mirrored = 0
  let scale = 1
  for (let rest = index; rest > 0; rest = Math.floor(rest / base)) {
    mirrored = mirrored * base + (rest % base)
    scale *= base
  }
  return mirrored / scale
}

/** As many digits as 2⁵² has in this base; the half keeps the point off the edges of its cell. */
function scrambledInverse(index: number, base: number, seed: number, dimension: number): number {
  const digits: number[] = []
  for (let rest = index, scale = base; scale <= 0x10000000000000; scale *= base, rest = Math.floor(rest / base))
    digits.push(image(rest % base, base, rng(seed, dimension, "qmc", digits.length + 2)))
  const u = digits.reduceRight((x, digit) => (x + digit) / base, 0.5)
  return Math.min(u, 1 - Number.EPSILON / 2)
}

/** Where Fisher and Yates would put one item of {0, …, size - 1}. */
function image(item: number, size: number, rng: Rng): number {
  let at = item
  for (let i = size - 1; i > 0; i--) {
    const j = rng.below(i + 1)
    if (at === j) return i
    if (at === i) at = j
  }
  return at
}

function primes(n: number): number[] {
  const found: number[] = []
  for (let candidate = 2; found.length < n; candidate++) if (isPrime(candidate, found)) found.push(candidate)
  return found
}

function isPrime(candidate: number, smaller: readonly number[]): boolean {
  for (const prime of smaller) {
    if (prime * prime > candidate) return true
    if (candidate % prime === 0) return false
  }
  return true
}
