/**
 * A local minimum of a smooth function within bounds, from its gradients: limited-memory BFGS on the coordinates that are free, with
 * projection onto the box and backtracking (after Byrd, Lu, Nocedal & Zhu 1995; Bertsekas 1982). Deterministic; never leaves the box.
 */

export interface BoxProblem {
  /** The value at x; writes its gradient. A value that is not finite is taken as worse than any other. */
  readonly evaluate: (x: Float64Array, gradient: Float64Array) => number
  readonly low: ArrayLike<number>
  readonly high: ArrayLike<number>
  /** Most steps. */
  readonly iterations: number
  /** Stops when no component of the projected gradient is larger. */
  readonly tolerance: number
}

export interface BoxMinimum {
  readonly x: Float64Array
  readonly value: number
}

/** The best point found from `start`, which is brought into the box first. Its value is NaN or infinite only if that of the start is. */
export function minimiseInBox(problem: BoxProblem, start: ArrayLike<number>): BoxMinimum {
  const { evaluate, low, high, iterations, tolerance } = problem
  const d = start.length
  let x = Float64Array.from(start, (value, j) => Math.max(low[j]!, Math.min(high[j]!, value)))
  let gradient = new Float64Array(d)
  let value = evaluate(x, gradient)
  const pairs: Pair[] = []
  for (let step = 0; step < iterations; step++) {
    const free = freeAt(problem, x, gradient)
    if (!(largest(gradient, free) > tolerance)) break
    const found = search(problem, x, value, gradient, directionFrom(pairs, gradient, free))
    if (found === undefined) {
      if (pairs.length === 0) break
      pairs.length = 0
      continue
    }
    remember(pairs, x, gradient, found)
    const gain = value - found.value
    ;({ x, value, gradient } = found)
    if (!(gain > 1e-12 * Math.max(1, Math.abs(value)))) break
  }
  return { x, value }
}

interface Pair {
  readonly s: Float64Array
  readonly y: Float64Array
  readonly rho: number
}

interface Found {
  readonly x: Float64Array<ArrayBuffer>
  readonly value: number
  readonly gradient: Float64Array<ArrayBuffer>
}

/** 1 where a coordinate may move downhill, 0 where a bound is in the way. */
const freeAt = ({ low, high }: BoxProblem, x: Float64Array, gradient: Float64Array): Uint8Array =>
  Uint8Array.from(x, (value, j) => ((value <= low[j]! && gradient[j]! > 0) || (value >= high[j]! && gradient[j]! < 0) ? 0 : 1))

function largest(gradient: Float64Array, free: Uint8Array): number {
  let most = 0
  for (let j = 0; j < gradient.length; j++) if (free[j] === 1) most = Math.max(most, Math.abs(gradient[j]!))
  return most
}

/** The two-loop recursion (Nocedal 1980) on the free coordinates; steepest descent when that is not downhill. */
function directionFrom(pairs: readonly Pair[], gradient: Float64Array, free: Uint8Array): Float64Array {
  const q = gradient.map((g, j) => (free[j] === 1 ? g : 0))
  const alphas = new Float64Array(pairs.length)
  for (let i = pairs.length - 1; i >= 0; i--) {
    const { s, y, rho } = pairs[i]!
    alphas[i] = rho * inner(s, q)
    for (let j = 0; j < q.length; j++) q[j]! -= alphas[i]! * y[j]!
  }
  const last = pairs.at(-1)
  const scale = last === undefined ? 1 / Math.max(1, Math.sqrt(inner(q, q))) : 1 / (last.rho * inner(last.y, last.y))
  for (let j = 0; j < q.length; j++) q[j]! *= scale
  for (const [i, { s, y, rho }] of pairs.entries()) {
    const beta = alphas[i]! - rho * inner(y, q)
    for (let j = 0; j < q.length; j++) q[j]! += beta * s[j]!
  }
  const direction = q.map((value, j) => (free[j] === 1 ? -value : 0))
  return inner(direction, gradient) < 0 ? direction : gradient.map((g, j) => (free[j] === 1 ? -g : 0))
}

/** Backtracking along the projected line until the decrease is a share of what the slope promises (Armijo); undefined when it never is. */
function search(
  { evaluate, low, high }: BoxProblem,
  x: Float64Array,
  value: number,
  gradient: Float64Array,
  direction: Float64Array,
): Found | undefined {
  let length = 1
  for (let tries = 0; tries < 20; tries++) {
    const to = new Float64Array(x.length)
    let promised = 0
    for (let j = 0; j < x.length; j++) {
      to[j] = Math.max(low[j]!, Math.min(high[j]!, x[j]! + length * direction[j]!))
      promised += gradient[j]! * (to[j]! - x[j]!)
    }
    // A step that rounds to nothing promises nothing, and neither does any shorter one.
    if (promised === 0) return undefined
    const there = new Float64Array(x.length)
    const reached = evaluate(to, there)
    if (reached <= value + 1e-4 * promised && promised < 0) return { x: to, value: reached, gradient: there }
    const parabola = reached < Infinity ? -promised / (2 * (reached - value - promised)) : 0.1
    length *= Math.max(0.1, Math.min(0.5, parabola))
  }
  return undefined
}

/** Keeps the newest ten pairs whose curvature is positive. */
function remember(pairs: Pair[], x: Float64Array, gradient: Float64Array, found: Found): void {
  const s = found.x.map((value, j) => value - x[j]!)
  const y = found.gradient.map((value, j) => value - gradient[j]!)
  const curvature = inner(s, y)
  if (!(curvature > 1e-10 * inner(y, y))) return
  pairs.push({ s, y, rho: 1 / curvature })
  if (pairs.length > 10) pairs.shift()
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let j = 0; j < a.length; j++) sum += a[j]! * b[j]!
  return sum
}
