/** The regression behind a scaling exponent: what is left of the losses when they are a smooth function of ln η − κ ln B and of ln B. */
import { cholesky, rowStart, solveLower, solveUpper } from "@diapason/math"

/** How often each trial counts. */
export type Weighted = Float64Array

interface Logs {
  readonly eta: Float64Array
  readonly base: Float64Array
  readonly losses: Float64Array
}

interface ScalingFit {
  /** The exponent where least is left over, between the steps by a parabola. Every exponent has as many terms, so no other measure would choose differently. */
  best(weights: Weighted): number
  /** Whether at this exponent the best η lies at an end of what was tried, for most B that were. */
  pressed(exponent: number): boolean
}

export function scalingFit(logs: Logs): ScalingFit {
  const designs = exponents.map((exponent) => designOf(logs, exponent))
  return {
    best: (weights) => {
      const known: (number | undefined)[] = []
      const left = (k: number): number | undefined =>
        designs[k] === undefined ? undefined : (known[k] ??= regressed(designs[k].products, weights).left)
      const lower = (best: number, k: number): number => ((left(k) ?? Infinity) < left(best)! ? k : best)
      // What is left goes smoothly with the exponent: where it is least is near the least of every third one.
      const coarse = exponents.map((_, k) => k).filter((k) => k % 3 === 0)
      const near = coarse.reduce(lower, 0)
      const least = [near - 2, near - 1, near + 1, near + 2].reduce(lower, near)
      return exponents[least]! + step * vertex(left(least - 1), left(least)!, left(least + 1))
    },
    pressed: (exponent) => {
      const design = designOf(logs, exponent)
      const room = new Float64Array(terms)
      const { solution } = regressed(design.products, new Float64Array(logs.losses.length).fill(1))
      const [low, high] = [least(logs.eta), -least(logs.eta.map((x) => -x))]
      const bases = logs.base.toSorted().filter((_, i) => i % Math.max(1, Math.floor(logs.base.length / 20)) === 0)
      const pressed = bases.filter((base) => {
        const best = bestOf((k) => inner(design.row(low + (k / grid) * (high - low), base, room), solution))
        return best <= near || best >= grid - near
      })
      return pressed.length > bases.length / 2
    },
  }
}

interface Design {
  /** For each trial the products of its terms, of each with its loss, and its loss squared: all that weights are summed over, time and again. */
  readonly products: Float64Array
  /** The terms of a trial, written into `into`. */
  row(eta: number, base: number, into: Float64Array): Float64Array
}

/** 1, t, t², t³ and a cube beginning at each inner knot, of t = ln η − κ ln B from −1 to 1; and ln B with its square. */
function designOf({ eta, base, losses }: Logs, exponent: number): Design {
  const moved = eta.map((x, i) => x - exponent * base[i]!)
  const [low, high] = [least(moved), -least(moved.map((x) => -x))]
  const [from, to] = [least(base), -least(base.map((x) => -x))]
  const sorted = moved.toSorted()
  const knots = [0.25, 0.5, 0.75].map((share) => scaled(sorted[Math.floor(share * (sorted.length - 1))]!, low, high))
  const row = (x: number, b: number, into: Float64Array): Float64Array => {
    const t = scaled(x - exponent * b, low, high)
    const own = scaled(b, from, to)
    let at = 0
    for (let power = 0, value = 1; power < 4; power++, value *= t) into[at++] = value
    for (const knot of knots) into[at++] = cube(t - knot)
    into[at++] = own
    into[at] = own * own
    return into
  }
  const known = new Float64Array(terms)
  const products = new Float64Array(eta.length * width)
  for (let i = 0, at = 0; i < eta.length; i++) {
    row(eta[i]!, base[i]!, known)
    for (let a = 0; a < terms; a++) for (let b = 0; b <= a; b++) products[at++] = known[a]! * known[b]!
    for (let a = 0; a < terms; a++) products[at++] = known[a]! * losses[i]!
    products[at++] = losses[i]! * losses[i]!
  }
  return { row, products }
}

function regressed(products: Float64Array, weights: Weighted) {
  const sums = new Float64Array(width)
  for (let i = 0, from = 0; i < weights.length; i++, from += width) {
    const weight = weights[i]!
    if (weight === 0) continue
    for (let k = 0; k < width; k++) sums[k]! += weight * products[from + k]!
  }
  const gram = sums.slice(0, rowStart(terms))
  const solution = sums.slice(rowStart(terms), width - 1)
  for (let a = 0; a < terms; a++) gram[rowStart(a) + a]! += 1e-9 * weights.length
  cholesky(gram, terms)
  solveLower(gram, terms, solution)
  const left = sums[width - 1]! - inner(solution, solution)
  solveUpper(gram, terms, solution)
  return { left, solution }
}

/** Where a parabola through three neighbours has its lowest point, −½ to ½ steps from the middle one, which is the lowest of them. */
function vertex(before: number | undefined, here: number, after: number | undefined): number {
  if (before === undefined || after === undefined) return 0
  const bend = before - 2 * here + after
  return bend > 0 ? (before - after) / 2 / bend : 0
}

function bestOf(value: (k: number) => number): number {
  let best = 0
  for (let k = 1; k <= grid; k++) if (value(k) < value(best)) best = k
  return best
}

const cube = (x: number): number => (x > 0 ? x * x * x : 0)

const scaled = (x: number, low: number, high: number): number => (high > low ? (2 * (x - low)) / (high - low) - 1 : 0)

const least = (values: Float64Array): number => values.reduce((low, x) => Math.min(low, x), Infinity)

const inner = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0)

/** Of a design, and what a row of products holds of them. */
const terms = 9
const width = rowStart(terms) + terms + 1

const step = 0.05

/** −1 to 2. */
const exponents = Array.from({ length: 61 }, (_, k) => -1 + k * step)

/** Places along η, and how many of them from an end count as the end. */
const grid = 60
const near = 1
