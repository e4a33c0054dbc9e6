/** The constants of an evolution strategy: functions of the dimensions and the population alone. Hansen 2016, eq. 41–58. */
import { log } from "@diapason/math"

export interface Strategy {
  /** One for each rank, best first; the positive ones sum to 1, the others are negative or 0. */
  readonly weights: Float64Array
  /** The variance-effective number of parents, μ_eff. */
  readonly parents: number
  /** Learning rates of the rank-one and of the rank-μ update of the covariance. */
  readonly c1: number
  readonly cMu: number
  readonly cC: number
  readonly cSigma: number
  readonly dSigma: number
  /** About the expected length of a standard normal vector. */
  readonly chi: number
}

/** The default population for some dimensions (eq. 48). */
export const populationFor = (d: number): number => 4 + Math.floor(3 * log(Math.max(1, d)))

/** For a full covariance; d ≥ 1, λ ≥ 2. */
export function strategy(d: number, lambda: number): Strategy {
  const raw = Float64Array.from({ length: lambda }, (_, i) => log((lambda + 1) / 2) - log(i + 1)) // (eq. 49)
  const mu = lambda >> 1
  const parents = effective(raw.subarray(0, mu))
  const others = effective(raw.subarray(mu))
  const c1 = 2 / ((d + 1.3) * (d + 1.3) + parents) // (eq. 57)
  const cMu = Math.min(1 - c1 - 1e-8, (2 * (parents - 2 + 1 / parents)) / ((d + 2) * (d + 2) + parents)) // (eq. 58)
  const negative = Math.min(1 + c1 / cMu, 1 + (2 * others) / (parents + 2), (1 - c1 - cMu) / (d * cMu)) // (eq. 50–52)
  const weights = weighted(raw, cMu > 0 ? negative : 0) // (eq. 53)
  const cSigma = (parents + 2) / (d + parents + 5) // (eq. 55)
  return { weights, parents, c1, cMu, cSigma, cC: (4 + parents / d) / (d + 4 + (2 * parents) / d), ...lengths(d, parents, cSigma) }
}

/** For a diagonal covariance, which learns faster: Ros & Hansen 2008. */
export function separableStrategy(d: number, lambda: number): Strategy {
  const mu = lambda >> 1
  const raw = Float64Array.from({ length: lambda }, (_, i) => (i < mu ? log(mu + 1) - log(i + 1) : 0))
  const weights = weighted(raw, 0)
  const parents = effective(raw)
  const root = d + Math.SQRT2
  const shared = 2 / (parents * root * root) + (1 - 1 / parents) * Math.min(1, (2 * parents - 1) / ((d + 2) * (d + 2) + parents))
  const all = Math.min(1, ((d + 2) / 3) * shared)
  const cSigma = (parents + 2) / (d + parents + 3)
  return { weights, parents, c1: all / parents, cMu: all * (1 - 1 / parents), cSigma, cC: 4 / (d + 4), ...lengths(d, parents, cSigma) }
}

function lengths(d: number, parents: number, cSigma: number): Pick<Strategy, "dSigma" | "chi"> {
  const dSigma = 1 + 2 * Math.max(0, Math.sqrt((parents - 1) / (d + 1)) - 1) + cSigma // (eq. 55)
  return { dSigma, chi: Math.sqrt(d) * (1 - 1 / (4 * d) + 1 / (21 * d * d)) }
}

/** (Σ w)² / Σ w². */
function effective(weights: Float64Array): number {
  const sum = weights.reduce((total, w) => total + w, 0)
  return (sum * sum) / weights.reduce((total, w) => total + w * w, 0)
}

/** Positive weights sum to 1, negative ones to −`negative`. */
function weighted(raw: Float64Array, negative: number): Float64Array {
  let above = 0
  let below = 0
  for (const w of raw)
    if (w > 0) above += w
    else below -= w
  return raw.map((w) => (w >= 0 ? w / above : (w * negative) / below))
}
