/**
 * TPE written as the papers say it, from all observations at once and without a thought for speed: the oracle of the incremental one.
 * Coordinates are unit coordinates; a level's cell is given by its ends.
 */
import type { Preset } from "../../../src/samplers/tpe/preset.ts"

/** One observation: per axis its unit coordinate, or the index of its category. */
export interface PlainTrial {
  readonly number: number
  readonly x: readonly number[]
  readonly hash: number
  readonly pending: boolean
}

export type PlainAxis =
  | { readonly kind: "line" }
  | { readonly kind: "cells"; readonly edges: readonly number[] }
  | { readonly kind: "category"; readonly levels: number }

/** ln density at `point`: per axis a unit coordinate on a line, a level index otherwise. `given`: weights in the order of numbers. */
export function plainLogDensity(
  axes: readonly PlainAxis[],
  trials: readonly PlainTrial[],
  preset: Pick<Preset, "bandwidth">,
  ramp: boolean,
  point: readonly number[],
  given?: readonly number[],
): number {
  const all = [...trials].sort((a, b) => a.number - b.number)
  const n = all.length
  const lowest = new Set([...all].sort((a, b) => a.hash - b.hash || a.number - b.number).slice(0, 512))
  const alone = (i: number): boolean => i >= n - 25 || all[i]!.pending
  const kept = all.map((_, i) => i).filter((i) => n <= 512 || alone(i) || lowest.has(all[i]!))
  const thinned = kept.filter((i) => !alone(i)).length
  const old = all.filter((_, i) => !alone(i)).length
  const rampAt = (i: number): number => (i >= n - 25 ? 1 : n === 26 ? 1 / n : 1 / n + ((1 - 1 / n) * i) / (n - 26))
  const base = (i: number): number => given?.[i] ?? (ramp ? rampAt(i) : 1)
  const weights = kept.map((i) => base(i) * (n > 512 && !alone(i) ? old / thinned : 1))
  const prior = given === undefined || n === 0 ? 1 : kept.reduce((s, i) => s + given[i]!, 0) / kept.length
  const total = weights.reduce((a, b) => a + b, 0) + prior
  const widths = axes.map((axis, j) =>
    axis.kind === "category"
      ? []
      : plainWidths(
          all.map((t) => t.x[j]!),
          preset,
        ),
  )
  let density = (prior / total) * axes.reduce((product, axis, j) => product * priorKernel(axis, point[j]!), 1)
  kept.forEach((i, k) => {
    density +=
      (weights[k]! / total) * axes.reduce((product, axis, j) => product * kernel(axis, all[i]!.x[j]!, widths[j]![i]!, n, point[j]!), 1)
  })
  return Math.log(density)
}

/** Kernel widths of centres in the order given. Ties stand in that order. */
export function plainWidths(centres: readonly number[], { bandwidth }: Pick<Preset, "bandwidth">): number[] {
  const n = centres.length
  const points = centres.map((x, i) => ({ x, i }))
  if (bandwidth.priorAmongCentres) points.push({ x: 0.5, i: -1 })
  points.sort((a, b) => a.x - b.x || a.i - b.i)
  const widths: number[] = []
  points.forEach(({ x, i }, k) => {
    if (i >= 0) widths[i] = Math.min(1, Math.max(bandwidth.floor(n), bandwidth.gap(points[k - 1]?.x, x, points[k + 1]?.x)))
  })
  return widths
}

const priorKernel = (axis: PlainAxis, at: number): number => (axis.kind === "category" ? 1 / axis.levels : kernel(axis, 0.5, 1, 0, at))

function kernel(axis: PlainAxis, mu: number, sigma: number, n: number, at: number): number {
  if (axis.kind === "category") return ((mu === at ? 1 : 0) + 1 / (n + 1)) / (1 + axis.levels / (n + 1))
  const whole = mass(mu, sigma, 0, 1)
  if (axis.kind === "cells") return mass(mu, sigma, axis.edges[at]!, axis.edges[at + 1]!) / whole
  return Math.exp(-0.5 * ((at - mu) / sigma) ** 2) / (sigma * Math.sqrt(2 * Math.PI)) / whole
}

/** Mass of a normal on an interval, by Gauss–Legendre on pieces a tenth of a width wide: no error function involved. */
function mass(mu: number, sigma: number, lo: number, hi: number): number {
  const pieces = Math.max(1, Math.ceil((hi - lo) / sigma / 0.5))
  const h = (hi - lo) / pieces
  let sum = 0
  for (let p = 0; p < pieces; p++)
    nodes.forEach((node, k) => {
      const z = (lo + (p + 0.5 + node / 2) * h - mu) / sigma
      sum += legendre[k]! * Math.exp(-0.5 * z * z)
    })
  return ((sum / 2) * h) / sigma / Math.sqrt(2 * Math.PI)
}

// Abramowitz & Stegun 25.4.30, n = 6.
const half = [0.2386191860831969, 0.6612093864662645, 0.9324695142031521]
const nodes = [...half.map((x) => -x), ...half]
const legendre = [0.467913934572691, 0.3607615730481386, 0.1713244923791704, 0.467913934572691, 0.3607615730481386, 0.1713244923791704]
