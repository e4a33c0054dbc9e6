/**
 * What complete curves teach about the next one: where (a, b) lie for each shape, and how large the noise is. One step of
 * expectation–maximisation from the plain prior (Dempster et al. 1977), whose sums grow curve by curve at a flat cost.
 */
import { shapes } from "./basis.ts"
import { mixtureOf, type Scale } from "./mixture.ts"
import { plainPrior, priorOf, type Moments, type Prior } from "./prior.ts"
import type { Sums } from "./sums.ts"

interface Experience {
  /** Takes in a complete curve. Some 10 µs. */
  add(sums: Sums): void
  /** The plain prior until 8 curves are known. */
  prior(): Prior
}

/** `scale` is what the curves are brought to first. */
export function experience(scale: Scale): Experience {
  const plain = plainPrior()
  const totals = Array.from({ length: 6 }, () => new Float64Array(shapes))
  const [ta, tb, taa, tab, tbb, tnoise] = totals as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array]
  let curves = 0
  let learned: Prior | undefined

  function moments(k: number): Moments {
    const a = ta[k]! / curves
    const b = tb[k]! / curves
    const aa = Math.max(taa[k]! / curves - a * a, 0) + narrowest
    const bb = Math.max(tbb[k]! / curves - b * b, 0) + narrowest
    const ab = tab[k]! / curves - a * b
    const most = 0.9999 * Math.sqrt(aa * bb)
    return { a, b, aa, bb, ab: Math.max(-most, Math.min(most, ab)), noise: Math.max(leastNoise, tnoise[k]! / curves) }
  }

  return {
    add(sums) {
      const fit = mixtureOf(sums, scale, plain)
      curves++
      for (let k = 0; k < shapes; k++) {
        const [a, b, noise] = [fit.a[k]!, fit.b[k]!, fit.noise[k]!]
        ta[k]! += a
        tb[k]! += b
        taa[k]! += a * a + noise * fit.aa[k]!
        tab[k]! += a * b + noise * fit.ab[k]!
        tbb[k]! += b * b + noise * fit.bb[k]!
        tnoise[k]! += noise
      }
      learned = undefined
    },
    prior() {
      if (curves < enoughCurves) return plain
      return (learned ??= priorOf(moments))
    },
  }
}

/** Complete curves from which on their moments, and their residuals, say more than what was believed before. */
export const enoughCurves = 8

/** A variance of (a, b) is never taken to be smaller, and neither is that of the noise: the shapes are a grid, and what lies between looks like noise. */
const narrowest = 1e-4
const leastNoise = 1e-4
