/**
 * Where to begin when trials of another sampler, or of a like problem, are known: a Gaussian around the best of them.
 * Nomura et al. 2021 (arXiv 2012.06932).
 */
import { exp, log } from "@diapason/math"
import { gaussian, type Gaussian } from "./gaussian.ts"
import { full } from "./shape.ts"

/** `points` lie in the unit cube, best first; the better tenth of them counts, and at least one. */
export function warmStart(points: readonly Float64Array[]): Gaussian {
  const top = points.slice(0, Math.max(1, Math.floor(points.length * share)))
  const d = top[0]!.length
  const mean = new Float64Array(d)
  for (const point of top) for (let j = 0; j < d; j++) mean[j] = mean[j]! + point[j]! / top.length
  const spread = full.unit(d).map((x) => x * floor * floor)
  for (const point of top)
    full.add(
      spread,
      1 / top.length,
      point.map((x, j) => x - mean[j]!),
    )
  const { lengths } = full.axes(spread)
  const sigma = exp(lengths.reduce((sum, length) => sum + log(length), 0) / d)
  return gaussian(
    full,
    mean,
    sigma,
    spread.map((x) => x / (sigma * sigma)),
  )
}

/** γ. */
const share = 0.1

/** α, the least deviation. */
const floor = 0.1
