/** The child that the bandit hopes most of: the values that should gain most in the next stretch, given when and where it begins. */
import { fromUnit, fulfils, indexOf, valueAt, type Ask, type Flat, type Json, type Parameter } from "@diapason/core"
import { weightedIndex, type Rng } from "@diapason/math"
import { rowOf, type Cube } from "../gp/cube.ts"
import { categoryChances } from "./category-bandit.ts"
import { exploration } from "./exploration.ts"
import { lossAt, type Curves, type Interval } from "./heard.ts"
import type { Point } from "./kernel.ts"
import { believe } from "./model.ts"

interface Proposed {
  readonly flat: Flat
  /** In units of the spread of the gains seen. */
  readonly mean: number
  readonly deviation: number
}

/** `active` are the parameters that may change. Undefined where the constraints refuse everything that was looked at. */
export function propose(
  cube: Cube,
  intervals: readonly Interval[],
  curves: Curves,
  active: readonly Parameter[],
  ask: Ask & { readonly parent: NonNullable<Ask["parent"]> },
): Proposed | undefined {
  const { parent, pending } = ask
  const rng = ask.rng("pb2.search")
  const y = standardised(intervals)
  const point = placing(cube, intervals)
  const loss = lossAt(curves, parent.number, parent.step) ?? intervals.at(-1)!.before
  const here = (flat: Flat): Point => point(flat, parent.step, loss)
  const known = intervals.map(({ flat, from, before }) => point(flat, from, before))
  const running = pending.slice(-mostPending).map(({ flat }) => here(flat))
  const belief = believe([...known, ...running], y)
  const root = Math.sqrt(exploration(intervals.length))
  const base = { ...parent.flat, ...categories(intervals, y, active, rng) }
  const numbers = active.filter(({ kind }) => kind !== "choice")
  let best: (Proposed & { readonly hope: number; readonly units: readonly number[] }) | undefined
  const look = (units: readonly number[]): void => {
    const flat = { ...base, ...Object.fromEntries(numbers.map((one, i): [string, Json] => [one.name, fromUnit(one, units[i]!)])) }
    if (!fulfils(cube.space, flat)) return
    const { mean, deviation } = belief(here(flat))
    const hope = mean + root * deviation
    if (best === undefined || hope > best.hope) best = { flat, mean, deviation, hope, units }
  }
  for (let i = 0; i < wide; i++) look(numbers.map(() => rng.uniform()))
  for (let i = 0; i < close && best !== undefined; i++) {
    const reach = 0.2 * (1 - i / close) + 0.01
    look(best.units.map((u) => Math.max(0, Math.min(1, u + reach * rng.normal()))))
  }
  return best
}

/** Gains in units of their spread, none beyond two of them. */
export function standardised(intervals: readonly { readonly gain: number }[]): Float64Array {
  const gains = intervals.map(({ gain }) => gain)
  const mean = gains.reduce((sum, g) => sum + g, 0) / gains.length
  const spread = Math.sqrt(gains.reduce((sum, g) => sum + (g - mean) * (g - mean), 0) / gains.length)
  return Float64Array.from(gains, (g) => (spread > 0 ? Math.max(-2, Math.min(2, (g - mean) / spread)) : 0))
}

/** Times and losses in units of what has been seen of them; the loss at the start is one of the numbers. */
function placing(cube: Cube, intervals: readonly Interval[]): (flat: Flat, time: number, before: number) => Point {
  const when = unitScale(intervals.map(({ from }) => from))
  const where = unitScale(intervals.map(({ before }) => before))
  return (flat, time, before) => {
    const row = rowOf(cube, flat)
    const numbers = [where(before), ...row.filter((_, c) => cube.category[c] === 0)]
    return { time: when(time), numbers: Float64Array.from(numbers), levels: [...row.filter((_, c) => cube.category[c] === 1)] }
  }
}

function unitScale(values: readonly number[]): (x: number) => number {
  const low = values.reduce((a, b) => Math.min(a, b), Infinity)
  const width = values.reduce((a, b) => Math.max(a, b), -Infinity) - low
  return (x) => (width > 0 ? (x - low) / width : 0)
}

/** A value for each category that may change. */
function categories(intervals: readonly Interval[], y: Float64Array, active: readonly Parameter[], rng: Rng): Flat {
  const drawn = active
    .filter(({ kind }) => kind === "choice")
    .map((parameter): [string, Json] => {
      const played = intervals.flatMap(({ flat }, i) => {
        const value = flat[parameter.name]
        return value === undefined ? [] : [{ category: indexOf(parameter, value), reward: (y[i]! + 2) / 4 }]
      })
      const count = parameter.kind === "choice" ? parameter.values.length : 1
      return [parameter.name, valueAt(parameter, weightedIndex(runningSums(categoryChances(count, played)), rng))]
    })
  return Object.fromEntries(drawn)
}

function runningSums(chances: readonly number[]): Float64Array {
  let sum = 0
  return Float64Array.from(chances, (p) => (sum += p))
}

/** Points looked at anywhere, and then around the best. */
const wide = 150
const close = 60
/** Trials that wait for ever, as those that gave way at a common comparison do, need not all be looked at. */
const mostPending = 20
