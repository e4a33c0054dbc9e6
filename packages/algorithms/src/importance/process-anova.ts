/**
 * Functional ANOVA from a Gaussian process whose parts are orthogonal: what its mean says of a feature or a pair has its variance in closed
 * form, the sum of squared coefficients (Durrande et al. 2013; Sudret 2008). How sure that is comes from draws of the posterior, with
 * hyperparameters fitted to resampled trials and trials reweighted (Rubin 1981).
 */
import { log, rng, type Rng } from "@diapason/math"
import { strengthOf, type AnovaHyper, type Pair } from "./anova-kernel.ts"
import { covariancesOf, factorOf, weighted } from "./conditioned.ts"
import { refitted, type FittedProcess } from "./fitted-process.ts"
import { higherOrders } from "./higher-orders.ts"
import { coefficients, drawn, onePart, pairCoefficients, pairPart, remainder } from "./process-draws.ts"
import type { DrawnShare, AnovaShares } from "./anova-shares.ts"

type Pairs = readonly Pair[]

/** In steps of some ten milliseconds. Undefined where the process sees nothing but noise. */
export function* processAnova(process: FittedProcess, pairs: Pairs, seed: number): Generator<void, AnovaShares | undefined> {
  const variances = yield* variancesOf(process, seed)
  if (variances === undefined) return undefined
  const { ones, total, beyond } = variances
  const d = ones.length
  const twos = pairs.map(([f, g]) => variances.pair(f, g))
  const looked = closer(process, pairs, twos, total)
  const rest = Math.max(0, total - sum(ones) - sum(looked.map((p) => twos[p]!))) + beyond.variance
  const draws = Array.from({ length: d + looked.length }, () => ({ low: [] as number[], high: [] as number[] }))
  for (let k = 0; k < refits; k++) {
    const again = k === 0 ? process : yield* withHyper(process, yield* refitted(process, seed, k))
    yield* drawUnder(
      again,
      looked.map((p) => pairs[p]!),
      rest,
      rng(seed, k, "bootstrap", 2),
      draws,
    )
  }
  const share = (value: number, at: number): DrawnShare => ({ share: value / total, ...draws[at]! })
  return {
    ones: ones.map(share),
    pairs: pairs.map(([first, second], p) => {
      const at = looked.indexOf(p)
      if (at >= 0) return { first, second, ...share(twos[p]!, d + at) }
      return { first, second, share: twos[p]! / total, low: [0], high: [(twos[p]! + possible(process, first, second)) / total] }
    }),
    r2: process.r2,
  }
}

/** What each feature explains alone, 0..1, as the mean has it. */
export function* processOnes(process: FittedProcess, seed: number): Generator<void, readonly number[] | undefined> {
  const variances = yield* variancesOf(process, seed)
  return variances?.ones.map((one) => one / variances.total)
}

/** What a feature alone does to the loss, in standard deviations of the losses, at values as in the column it was fitted to. */
export function processAlone({ bases, hyper, factor, y }: FittedProcess, f: number, column: Float64Array): Float64Array {
  const found = coefficients(onePart(bases, hyper, f), weighted(factor, y))
  return column.map((value) => bases[f]!.of(value).reduce((all, wave, m) => all + found[m]! * wave, 0))
}

/** The variances of the mean's parts, of all pairs together with the rest. Undefined where it is nothing but noise. */
function* variancesOf(process: FittedProcess, seed: number) {
  const { bases, hyper, factor, y } = process
  const d = bases.length
  const weights = weighted(factor, y)
  const ones = bases.map((_, f) => energy(coefficients(onePart(bases, hyper, f), weights)))
  const pairs = new Float64Array(d * d)
  for (let f = 0; f < d; f++) {
    for (let g = f + 1; g < d; g++) pairs[f * d + g] = energy(pairCoefficients(bases, hyper, f, g, weights))
    yield
  }
  const beyond = yield* higherOrders(process, weights, seed)
  const total = sum(ones) + sum(pairs) + beyond.mean
  return total > 1e-12 ? { ones, pair: (f: number, g: number): number => pairs[f * d + g]!, beyond, total } : undefined
}

/** Fits of the hyperparameters, reweightings for each, draws for each of these. */
const refits = 4
const reweightings = 2
const drawsEach = 8

/** The pairs that are drawn; all others may at most come to two in a thousand each. */
function closer(process: FittedProcess, pairs: Pairs, twos: readonly number[], total: number): number[] {
  const most = 40
  return pairs
    .map((_, p) => p)
    .filter((p) => twos[p]! + possible(process, ...pairs[p]!) > 0.002 * total)
    .sort((a, b) => twos[b]! - twos[a]! || a - b)
    .slice(0, most)
}

/** The variance that the prior has room for. */
const possible = ({ hyper }: FittedProcess, f: number, g: number): number =>
  strengthOf(hyper, f, g) * sum(hyper.spectra[f]!) * sum(hyper.spectra[g]!)

function* withHyper(process: FittedProcess, hyper: AnovaHyper) {
  return { ...process, hyper, covariances: yield* covariancesOf(process.bases, process.y.length, hyper) }
}

function* drawUnder(
  { bases, hyper, covariances, y }: Pick<FittedProcess, "bases" | "hyper" | "covariances" | "y">,
  pairs: Pairs,
  rest: number,
  rng: Rng,
  into: readonly { readonly low: number[]; readonly high: number[] }[],
): Generator<void, void> {
  const n = y.length
  const twos = pairs.map(([f, g]) => pairPart(bases, hyper, f, g, 0.995))
  const parts = [...bases.map((_, f) => onePart(bases, hyper, f)), ...twos]
  yield
  const other = yield* remainder(covariances.beyondOne, n, twos)
  for (let b = 0; b < reweightings; b++) {
    const draw = rng.fork(b)
    const noises = Float64Array.from({ length: n }, () => hyper.noise / Math.max(0.05, -log(draw.uniform())))
    const factor = yield* factorOf(covariances.all, noises)
    const weights = weighted(factor, y)
    const means = parts.map((part) => coefficients(part, weights))
    for (let k = 0; k < drawsEach; k++) {
      const found = drawn({ parts, other, factor, noises, y }, draw)
      const whole = sum(found.map(energy)) + rest
      found.forEach((c, p) => {
        const off = energy(c.map((value, m) => value - means[p]![m]!))
        into[p]!.high.push(energy(c) / whole)
        into[p]!.low.push(Math.max(0, energy(c) - 2 * off) / whole)
      })
      yield
    }
  }
}

const energy = (c: Float64Array): number => c.reduce((all, value) => all + value * value, 0)

function sum(values: ArrayLike<number>): number {
  let all = 0
  for (let k = 0; k < values.length; k++) all += values[k]!
  return all
}
