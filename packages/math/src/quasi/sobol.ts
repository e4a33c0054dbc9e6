/**
 * Sobol points (Sobol' 1967) with the direction numbers of Joe and Kuo (2008), each from its index alone. The design of choice for up to
 * 1111 dimensions when points come in blocks of 2^m: keep point 0, and do not thin. About 0.2 µs a coordinate.
 */
import { hash32, rng } from "../random/rng.ts"
import { joeKuo, joeKuoDimensions } from "./joe-kuo.ts"

/**
 * The index-th point of the scrambled sequence, in (0, 1)^dimensions: nested uniform scrambling by hashing (Owen 1995; Burley 2020, with
 * the constants of Vegdahl 2021), a seed for each dimension drawn from `seed`. Each aligned block of 2^m points has one point in each
 * interval [k/2^m, (k + 1)/2^m) of every axis. Coordinates beyond the 1111th are plain uniforms. `index` is an integer in [0, 2³²).
 */
export function sobolPoint(index: number, dimensions: number, seed: number): Float64Array {
  const point = new Float64Array(dimensions)
  const known = Math.min(dimensions, joeKuoDimensions)
  for (let j = 0; j < known; j++) point[j] = (scrambled(coordinate(index, j), hash32(seed, "qmc", j)) + 0.5) / 0x100000000
  const beyond = rng(seed, index, "qmc", 1)
  for (let j = known; j < dimensions; j++) point[j] = beyond.uniform()
  return point
}

/** The index-th point as Sobol made it, in Gray-code order and in [0, 1)^dimensions: multiples of 2⁻³², the 0th is the origin. */
export function sobolRaw(index: number, dimensions: number): Float64Array {
  if (dimensions > joeKuoDimensions) throw new RangeError(`sobolRaw knows ${joeKuoDimensions} dimensions, not ${dimensions}`)
  return Float64Array.from({ length: dimensions }, (_, j) => coordinate(index, j) / 0x100000000)
}

/** The j-th coordinate times 2³²: the direction integers of the bits of the index's Gray code, added without carry. */
function coordinate(index: number, j: number): number {
  directions ??= decode()
  let x = 0
  for (let gray = index ^ (index >>> 1), k = j * 32; gray !== 0; gray >>>= 1, k++) if ((gray & 1) === 1) x ^= directions[k]!
  return x >>> 0
}

/** Each bit flipped or not by a hash of the bits above it: in reversed order all steps carry information towards higher bits only. */
function scrambled(x: number, seed: number): number {
  let r = reversed(x)
  r ^= Math.imul(r, 0x3d20adea)
  r = (r + seed) | 0
  r = Math.imul(r, (seed >>> 16) | 1)
  r ^= Math.imul(r, 0x05526c56)
  r ^= Math.imul(r, 0x53a22864)
  return reversed(r) >>> 0
}

function reversed(x: number): number {
  x = ((x >>> 1) & 0x55555555) | ((x & 0x55555555) << 1)
  x = ((x >>> 2) & 0x33333333) | ((x & 0x33333333) << 2)
  x = ((x >>> 4) & 0x0f0f0f0f) | ((x & 0x0f0f0f0f) << 4)
  x = ((x >>> 8) & 0x00ff00ff) | ((x & 0x00ff00ff) << 8)
  return (x >>> 16) | (x << 16)
}

/** 32 direction integers v_k 2³² for each dimension, unpacked at first use: 140 kB. */
let directions: Uint32Array | undefined

function decode(): Uint32Array {
  const v = new Uint32Array(joeKuoDimensions * 32)
  for (let k = 0; k < 32; k++) v[k] = 1 << (31 - k)
  let at = 0
  const digits = (n: number): number => parseInt(joeKuo.slice(at, (at += n)), 32)
  for (let j = 1; j < joeKuoDimensions; j++) {
    const row = v.subarray(j * 32, j * 32 + 32)
    const polynomial = digits(3)
    const degree = 31 - Math.clz32(polynomial)
    row[0] = 1 << 31
    for (let k = 2; k <= degree; k++) row[k - 1] = (2 * digits(Math.floor((k + 3) / 5)) + 1) << (32 - k)
    extend(row, polynomial, degree)
  }
  return v
}

/** m_k = 2 a_1 m_(k-1) ⊕ … ⊕ 2^(s-1) a_(s-1) m_(k-s+1) ⊕ 2^s m_(k-s) ⊕ m_(k-s), written for v_k = m_k / 2^k. */
function extend(row: Uint32Array, polynomial: number, degree: number): void {
  for (let k = degree; k < 32; k++) {
    let x = row[k - degree]! ^ (row[k - degree]! >>> degree)
    for (let i = 1; i < degree; i++) if (((polynomial >>> (degree - i)) & 1) === 1) x ^= row[k - i]!
    row[k] = x
  }
}
