import type { Sampler } from "@diapason/core"
import { latinHypercube as design, rng } from "@diapason/math"
import { alongSequence, type Along } from "./sequence.ts"

export interface LatinHypercubeOptions {
  /** Points in a block, at least 1; the trial budget when it is known (at most 10 000), else 64. */
  readonly n?: number
}

/**
 * Latin hypercube blocks: each axis is cut into n slabs and every slab is tried once, then a new block begins. Choose it when the
 * number of trials is fixed and each axis by itself matters most. A block costs O(n d) when it is entered. McKay, Beckman & Conover 1979.
 */
export const latinHypercube = ({ n: given }: LatinHypercubeOptions = {}): Sampler<Along> =>
  alongSequence("latin-hypercube/1", ({ seed, trials }, d) => {
    const n = given ?? Math.max(1, Math.min(trials ?? 64, 10_000))
    const block = lastUsed((b: number) => design(n, d, rng(seed, b, "init")))
    return {
      point: (number, tryNumber) => (tryNumber === 0 ? block(Math.floor(number / n))[number % n]! : undefined),
      describe: (number) => `point ${(number % n) + 1} of ${n} in Latin hypercube ${Math.floor(number / n) + 1}`,
    }
  })

/** Remembers the last answer: trials come block by block. */
function lastUsed<T>(make: (key: number) => T): (key: number) => T {
  let known: { readonly key: number; readonly value: T } | undefined
  return (key) => {
    if (known?.key !== key) known = { key, value: make(key) }
    return known.value
  }
}
