/**
 * The generator of a study: Philox4x32-10 keyed by the seed and addressed by what the number is for. Nothing is shared and nothing is
 * seeded twice: the same (seed, trial, stream, fork) gives the same numbers on any machine, in any order, in any number of processes.
 * One block of four words costs about 0.1 µs; a generator holds 16 bytes of output and three counters.
 */
import { normalQuantile } from "../normal/normal-quantile.ts"
import { highWord, philox4x32 } from "./philox.ts"
import { splitMix64 } from "./split-mix64.ts"
import { streams } from "./streams.ts"
import type { StreamName } from "./streams.ts"
import { uniformOf } from "./uniform-of.ts"

/** A sequence of random numbers. Draws move it along; `fork` reads only its address, so forks never depend on draws. */
export interface Rng {
  /** Uniform on (0, 1), an odd multiple of 2⁻⁵³: never 0, never 1, symmetric about ½. Two words. */
  uniform(): number
  /** Uniform on {0, …, m − 1}, without bias (Lemire 2019). Throws RangeError unless m is an integer in [1, 2⁵³ − 1]. */
  below(m: number): number
  /** Uniform on {0, …, 2³² − 1}. One word. */
  uint32(): number
  /** The n-th generator of this one's children (n modulo 2³²), independent of this one, of its draws, and of the other children. */
  fork(n: number): Rng
  /** Standard normal by inversion (AS 241): exactly one uniform each, so that streams stay aligned. */
  normal(): number
}

/**
 * The generator of one purpose in one trial. The key is SplitMix64(seed), the counter is (block, trial, stream, fork).
 * `seed` is a safe integer, `trial` and `fork` are integers in [0, 2³²); throws RangeError otherwise.
 */
export function rng(seed: number, trial: number, stream: StreamName, fork = 0): Rng {
  const [k0, k1] = key(seed)
  return generator(k0, k1, word(trial, "trial"), streams[stream], word(fork, "fork"))
}

/** One keyed 32-bit word: the first `uint32()` of `rng(seed, index, stream)`. For bottom-k thinning and other hashing. */
export function hash32(seed: number, stream: StreamName, index: number): number {
  const [k0, k1] = key(seed)
  philox4x32(0, word(index, "index"), streams[stream], 0, k0, k1, scratch)
  return scratch[0]!
}

function generator(k0: number, k1: number, trial: number, stream: number, fork: number): Rng {
  const words = new Uint32Array(4)
  let block = 0
  let used = 4

  function uint32(): number {
    if (used === 4) {
      philox4x32(block++, trial, stream, fork, k0, k1, words)
      used = 0
    }
    return words[used++]!
  }

  const uniform = (): number => uniformOf(uint32(), uint32())

  return {
    uniform,
    uint32,
    below: (m) => (m <= 0x100000000 ? belowWord(m, uint32) : belowWide(m, uint32)),
    fork: (n) => child(k0, k1, trial, stream, fork, n),
    normal: () => normalQuantile(uniform()),
  }
}

/** A child has the address of its parent under a new key, which the parent's key makes from a counter that no draw ever uses. */
function child(k0: number, k1: number, trial: number, stream: number, fork: number, n: number): Rng {
  philox4x32(n, trial, stream | 0x80000000, fork, k0, k1, scratch)
  return generator(scratch[0]!, scratch[1]!, trial, stream, fork)
}

/** Multiply and shift; the few low products that would make some values likelier are drawn again. */
function belowWord(m: number, uint32: () => number): number {
  if (!(m >= 1 && Number.isInteger(m))) throw new RangeError(`below needs an integer from 1 to 2^53 - 1, not ${m}`)
  if (m === 0x100000000) return uint32()
  let x = uint32()
  let low = Math.imul(x, m) >>> 0
  if (low < m) {
    const threshold = (0x100000000 - m) % m
    while (low < threshold) {
      x = uint32()
      low = Math.imul(x, m) >>> 0
    }
  }
  return highWord(x, m) >>> 0
}

/** Above 2³² the 64-bit product no longer suffices: 53 bits, rejecting the incomplete last multiple of m. */
function belowWide(m: number, uint32: () => number): number {
  if (!Number.isSafeInteger(m)) throw new RangeError(`below needs an integer from 1 to 2^53 - 1, not ${m}`)
  const limit = 0x20000000000000 - (0x20000000000000 % m)
  for (;;) {
    const x = (uint32() >>> 5) * 0x4000000 + (uint32() >>> 6)
    if (x < limit) return x % m
  }
}

/** The key of a seed; the last one is kept, as a study asks for one only. */
function key(seed: number): readonly [number, number] {
  if (seed !== last.seed) last = { seed, words: splitMix64(seed) }
  return last.words
}

let last = { seed: 0, words: splitMix64(0) }

function word(n: number, name: string): number {
  if (!(Number.isInteger(n) && n >= 0 && n < 0x100000000)) throw new RangeError(`${name} is an integer from 0 to 2^32 - 1, not ${n}`)
  return n
}

const scratch = new Uint32Array(4)
