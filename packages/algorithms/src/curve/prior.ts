/**
 * What is believed of a curve a + b f(t) before its first point, for each shape f: normal-inverse-gamma, with (a, b) around a mean and a
 * covariance in units of the noise variance, whose own mean is b₀ / (a₀ − 1).
 */
import { log } from "@diapason/math"
import { shapes } from "./basis.ts"

/** By shape; all on the scale where most values of a study lie in [0, 1]. */
export interface Prior {
  readonly a: Float64Array
  readonly b: Float64Array
  /** V₀⁻¹. */
  readonly aa: Float64Array
  readonly ab: Float64Array
  readonly bb: Float64Array
  /** b₀. */
  readonly spread: Float64Array
  /** ½ ln |V₀⁻¹| + a₀ ln b₀, the part of the evidence that the data do not change. */
  readonly logScale: Float64Array
}

/** a₀. */
export const freedom = 2

/** Before curves are known: a = 0.3 ± 0.3, b = 0.2 ± 0.3, noise 0.07. */
export function plainPrior(): Prior {
  const variance = 0.005
  return priorOf(() => ({ a: 0.3, b: 0.2, aa: 0.09, ab: 0, bb: 0.09, noise: variance }))
}

/** Mean and covariance of (a, b), and the noise variance. */
export interface Moments {
  readonly a: number
  readonly b: number
  readonly aa: number
  readonly ab: number
  readonly bb: number
  readonly noise: number
}

/** The prior with these moments for each shape. The covariances are not singular. */
export function priorOf(moments: (shape: number) => Moments): Prior {
  const column = () => new Float64Array(shapes)
  const prior = { a: column(), b: column(), aa: column(), ab: column(), bb: column(), spread: column(), logScale: column() }
  for (let k = 0; k < shapes; k++) {
    const { a, b, aa, ab, bb, noise } = moments(k)
    const det = aa * bb - ab * ab
    prior.a[k] = a
    prior.b[k] = b
    prior.aa[k] = (noise * bb) / det
    prior.ab[k] = (-noise * ab) / det
    prior.bb[k] = (noise * aa) / det
    prior.spread[k] = noise * (freedom - 1)
    prior.logScale[k] = 0.5 * log((noise * noise) / det) + freedom * log(prior.spread[k]!)
  }
  return prior
}
