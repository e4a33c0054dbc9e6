/**
 * Functional ANOVA from a Gaussian process whose parts are orthogonal: what its mean says of a feature or a pair has its variance in closed
 * form, the sum of squared coefficients (Durrande et al. 2013; Sudret 2008). How sure that is comes from draws of the posterior, each
 * conditioned on reweighted trials (Rubin 1981).
 */
import { log, rng, solveLower, sobolPoint } from "@diapason/math"
import { along, ordersOf } from "./anova-kernel.ts"
import { factorOf, weighted } from "./conditioned.ts"
import type { FittedProcess } from "./fitted-process.ts"
import { coefficients, drawn, onePart, pairPart, remainder } from "./process-draws.ts"
import type { Share, Shares } from "./shares.ts"

/** In steps of some ten milliseconds. Undefined where the process sees nothing but noise. */
export function* processAnova(
  process: FittedProcess,
  pairs: readonly (readonly [number, number])[],
  seed: number,
): Generator<void, Shares | undefined> {
  const { bases, hyper, kernel, factor, y } = process
  const n = y.length
  const weights = weighted(factor, y)
  const means: Float64Array[] = []
  const parts = bases.map((_, f) => onePart(bases, hyper, f))
  for (const part of parts) means.push(coefficients(part, weights))
  const twos: number[] = []
  for (const [f, g] of pairs) {
    twos.push(energy(coefficients(pairPart(bases, hyper, f, g, 1), weights)))
    if (twos.length % 8 === 0) yield
  }
  const beyond = yield* higherOrders(process, weights, seed)
  const total = means.reduce((sum, mean) => sum + energy(mean), 0) + twos.reduce((sum, two) => sum + two, 0) + beyond.mean
  if (!(total > 1e-12)) return undefined

  const closer = pairs.map((_, p) => p).sort((a, b) => twos[b]! - twos[a]! || a - b).slice(0, looked)
  for (const p of closer) {
    const part = pairPart(bases, hyper, ...pairs[p]!, 0.98)
    parts.push(part)
    means.push(coefficients(part, weights))
    if (parts.length % 8 === 0) yield
  }
  const other = yield* remainder(kernel, n, parts)
  const unlooked = total - means.reduce((sum, mean) => sum + energy(mean), 0) - beyond.mean
  const draws = parts.map(() => ({ upper: [] as number[], lower: [] as number[] }))
  for (let b = 0; b < resamplings; b++) {
    const draw = rng(seed, b, "bootstrap", 2)
    const noises = Float64Array.from({ length: n }, () => hyper.noise / Math.max(0.05, -log(draw.uniform())))
    const again = yield* factorOf(kernel, noises)
    for (let k = 0; k < 4; k++) {
      const found = drawn({ parts, other, factor: again, noises, y }, draw)
      const whole = found.reduce((sum, c) => sum + energy(c), 0) + Math.max(0, unlooked) + beyond.mean + beyond.variance
      found.forEach((c, p) => {
        const off = energy(c.map((value, m) => value - means[p]![m]!))
        draws[p]!.upper.push(energy(c) / whole)
        draws[p]!.lower.push(Math.max(0, energy(c) - 2 * off) / whole)
      })
      yield
    }
  }
  const share = (p: number, value: number): Share => ({ share: value / total, low: draws[p]!.lower, high: draws[p]!.upper })
  const d = bases.length
  return {
    ones: bases.map((_, f) => share(f, energy(means[f]!))),
    pairs: pairs.map(([first, second], p) => {
      const at = closer.indexOf(p)
      const possible = hyper.two * variance(hyper.spectra[first]!) * variance(hyper.spectra[second]!)
      return { first, second, ...(at >= 0 ? share(d + at, twos[p]!) : { share: twos[p]! / total, low: [0], high: [(twos[p]! + possible) / total] }) }
    }),
    r2: process.r2,
  }
}

/** Pairs that are drawn; of the others, which hardly count, an upper bound is given. */
const looked = 40
const resamplings = 16

const energy = (c: Float64Array): number => c.reduce((sum, value) => sum + value * value, 0)
const variance = (spectrum: Float64Array): number => spectrum.reduce((sum, value) => sum + value, 0)

/** The variance of what three features or more do together: of the mean, and what is not known of it. By quasi-random points of the cube. */
function* higherOrders({ bases, hyper, factor, y }: FittedProcess, weights: Float64Array, seed: number): Generator<void, { mean: number; variance: number }> {
  const n = y.length
  const z = new Float64Array(bases.length)
  const orders = { one: 0, two: 0, more: 0 }
  const known = new Float64Array(n)
  const points = 256
  let mean = 0
  let unknown = 0
  for (let k = 0; k < points; k++) {
    const point = sobolPoint(k, bases.length, seed)
    const values = bases.map((basis, f) => basis.at(point[f]!))
    let value = 0
    for (let i = 0; i < n; i++) {
      for (let f = 0; f < z.length; f++) z[f] = along(hyper.spectra[f]!, bases[f]!.values, i, values[f]!, 0)
      ordersOf(z, orders)
      known[i] = hyper.more * orders.more
      value += weights[i]! * known[i]!
    }
    mean += (value * value) / points
    if (k % 4 === 0) {
      for (let f = 0; f < z.length; f++) z[f] = along(hyper.spectra[f]!, values[f]!, 0, values[f]!, 0)
      ordersOf(z, orders)
      solveLower(factor, n, known)
      unknown += (4 * Math.max(0, hyper.more * orders.more - energy(known))) / points
    }
    if (k % 8 === 7) yield
  }
  return { mean, variance: unknown }
}
