/**
 * SplitMix64 (Steele, Lea and Flood 2014): turns a seed that a person typed into 64 well-mixed bits.
 * Written on pairs of 32-bit words; a BigInt would be exact too, and some fifty times slower.
 */
import { highWord } from "./philox.ts"

/**
 * The `index`-th output (0 is the first) of SplitMix64 started from `seed`, as [low, high] unsigned words.
 * `seed` is a safe integer; a negative one is taken in two's complement. Throws RangeError otherwise.
 */
export function splitMix64(seed: number, index = 0): readonly [lo: number, hi: number] {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`a seed is an integer between -(2^53 - 1) and 2^53 - 1, not ${seed}`)
  let word: Word = [seed | 0, Math.floor(seed / 0x100000000) | 0]
  word = add(word, times([index + 1, 0], [0x7f4a7c15, 0x9e3779b9]))
  word = times(xorShift(word, 30), [0x1ce4e5b9, 0xbf58476d])
  word = times(xorShift(word, 27), [0x133111eb, 0x94d049bb])
  word = xorShift(word, 31)
  return [word[0] >>> 0, word[1] >>> 0]
}

/** 64 bits as two 32-bit words, low first, sign of each word irrelevant. */
type Word = readonly [lo: number, hi: number]

const xorShift = ([lo, hi]: Word, by: number): Word => [lo ^ ((lo >>> by) | (hi << (32 - by))), hi ^ (hi >>> by)]

const times = ([alo, ahi]: Word, [blo, bhi]: Word): Word => [
  Math.imul(alo, blo),
  (highWord(alo, blo) + Math.imul(alo, bhi) + Math.imul(ahi, blo)) | 0,
]

function add([alo, ahi]: Word, [blo, bhi]: Word): Word {
  const lo = (alo >>> 0) + (blo >>> 0)
  return [lo | 0, (ahi + bhi + (lo > 0xffffffff ? 1 : 0)) | 0]
}
