/**
 * A Gaussian process over portraits: a Matérn 5/2 kernel of the weighted differences. The view that makes the trials likeliest is taken, and
 * with it the levels of the subtrees, since one that tells nothing gets a long length scale. What runs counts with the value that is
 * expected of it: its neighbourhood is known better then, and nothing else changes (Ginsbourger et al. 2010, kriging believer).
 */
import { exp, rowStart, cholesky, solveLower } from "@diapason/math"
import { likeliest } from "../../surrogate/gp/fit.ts"
import type { Hyper } from "../../surrogate/gp/hyper.ts"
import { weightsOf } from "../../surrogate/gp/posterior.ts"
import type { Cube } from "../gp/cube.ts"
import type { Seen } from "../gp/history.ts"
import type { Quantity, Target } from "../gp/target.ts"
import { thin } from "../gp/thin.ts"
import { growingSize } from "../growing.ts"
import { compare, kindsOf, type Portrait, type View } from "./portrait.ts"

export interface Belief {
  readonly target: Target
  readonly view: View
  /** Trials that it is made of. */
  readonly trials: number
  /** The expected value at each trial of the target, by its number. */
  readonly expected: ReadonlyMap<number, number>
  /** Mean and variance of the value of a portrait. n² / 2 multiplications. */
  at(portrait: Portrait): { readonly mean: number; readonly variance: number }
}

export interface Fitted {
  readonly view: View
  readonly hyper: Hyper
}

/** What a belief is made from. */
export interface Evidence {
  readonly cube: Cube
  readonly views: readonly View[]
  readonly seed: number
  readonly history: readonly Seen[]
  readonly running: readonly Portrait[]
  readonly fits: Map<string, Fitted>
  portrait(seen: Seen): Portrait
}

export function believe(quantity: Quantity, evidence: Evidence): Belief {
  const { cube, history, seed, portrait, running } = evidence
  const target = quantity.over(history)
  const { view, hyper } = fittedTo(quantity, target, evidence)
  const places = thin(target, seed, predicting)
  const known = places.map((i) => portrait(target.seen[i]!))
  const told = conditioned(
    cube,
    view,
    hyper,
    known,
    Float64Array.from(places, (i) => target.values[i]!),
  )
  const expected = new Map(places.map((i, k) => [target.seen[i]!.number, told.at(known[k]!).mean]))
  const all = running.length === 0 ? told : conditioned(cube, view, hyper, [...known, ...running], told.extended(running))
  return { target, view, trials: places.length, expected, at: all.at }
}

function conditioned(cube: Cube, view: View, hyper: Hyper, known: readonly Portrait[], y: Float64Array) {
  const n = known.length
  const kinds = kindsOf(view)
  const gaps = new Float64Array(kinds)
  const kernel = (a: Portrait, b: Portrait): number => {
    compare(cube, view, a, b, gaps, 0)
    let r2 = 0
    for (let k = 0; k < kinds; k++) r2 += gaps[k]! * hyper.inverseSquares[k]!
    const s = Math.sqrt(5 * r2)
    return hyper.signal * (1 + s + (s * s) / 3) * exp(-s)
  }
  const factor = factored(known, kernel, hyper.signal + hyper.noise)
  const weights = weightsOf(factor, y)
  const line = new Float64Array(n)
  const at = (portrait: Portrait) => {
    let mean = 0
    for (let i = 0; i < n; i++) mean += (line[i] = kernel(portrait, known[i]!)) * weights[i]!
    solveLower(factor, n, line)
    let explained = 0
    for (let i = 0; i < n; i++) explained += line[i]! * line[i]!
    return { mean, variance: Math.max(1e-12 * hyper.signal, hyper.signal - explained) }
  }
  return { at, extended: (more: readonly Portrait[]) => Float64Array.from([...y, ...more.map((one) => at(one).mean)]) }
}

/** Two configurations that build the same network make it singular but for the noise: more is added until it is not. */
function factored(known: readonly Portrait[], kernel: (a: Portrait, b: Portrait) => number, diagonal: number): Float64Array {
  const n = known.length
  const covariance = new Float64Array(rowStart(n))
  for (let i = 0, k = 0; i < n; i++) {
    for (let j = 0; j < i; j++) covariance[k++] = kernel(known[i]!, known[j]!)
    covariance[k++] = diagonal
  }
  for (let jitter = 0; ; jitter = jitter === 0 ? 1e-10 * diagonal : jitter * 10) {
    const factor = covariance.slice()
    for (let i = 0; i < n; i++) factor[rowStart(i) + i]! += jitter
    if (cholesky(factor, n)) return factor
  }
}

/** The fit of the first trials, renewed as they grow by a twentieth; the last are left out while others run, which may come to lie before them. */
function fittedTo(quantity: Quantity, { seen }: Target, { cube, views, seed, running, fits, portrait }: Evidence): Fitted {
  const late = Math.min(2 * running.length, seen.length >> 1)
  const target = quantity.over(seen.slice(0, growingSize(seen.length - late, 20)))
  const places = thin(target, seed, fitting)
  const key = `${quantity.name}: ${places.map((i) => target.seen[i]!.number).join()}`
  const known = fits.get(key)
  if (known !== undefined) return known
  const fitOf = (view: View, rows: readonly number[]) => {
    const portraits = rows.map((i) => portrait(target.seen[i]!))
    const values = Float64Array.from(rows, (i) => target.values[i]!)
    return { view, ...likeliest(gapsOf(cube, view, portraits), values, kindsOf(view)) }
  }
  const few = thin(target, seed, choosing)
  const tried = views.length === 1 ? [] : views.map((view) => fitOf(view, few))
  const chosen = tried.reduce<(typeof tried)[number] | undefined>((a, b) => (a === undefined || b.surprise < a.surprise ? b : a), undefined)
  const fitted = chosen !== undefined && few.length === places.length ? chosen : fitOf(chosen?.view ?? views[0]!, places)
  if (fits.size >= remembered) fits.delete(fits.keys().next().value!)
  fits.set(key, fitted)
  return fitted
}

function gapsOf(cube: Cube, view: View, portraits: readonly Portrait[]) {
  const columns = kindsOf(view)
  const squares = new Float64Array(rowStart(portraits.length) * columns)
  for (let i = 0, at = 0; i < portraits.length; i++)
    for (let j = 0; j <= i; j++, at += columns) compare(cube, view, portraits[i]!, portraits[j]!, squares, at)
  return { count: portraits.length, columns, squares }
}

const remembered = 16

const fitting = { best: 50, newest: 0, thinned: 50 }

/** The trials that a view is chosen by. */
const choosing = { best: 25, newest: 0, thinned: 25 }

const predicting = { best: 70, newest: 20, thinned: 40 }
