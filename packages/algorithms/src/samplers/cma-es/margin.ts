/**
 * The margin of the coordinates that have cells: after each generation the mean, and how far its steps reach when they are turned into
 * cells, are corrected so that both neighbours of the mean's cell keep some probability. Without it integers freeze.
 * Hamano et al. 2022 (arXiv 2205.13482).
 */
import { normalCdf, normalQuantile } from "@diapason/math"

/** The cells of one coordinate in the unit interval. */
interface Cells {
  readonly levels: number
  edge(level: number): number
}

/** Where a coordinate stands: its mean, and the factor of its steps in the encoding. */
interface Standing {
  readonly mean: number
  readonly scale: number
}

/** The corrected standing; `deviation` is σ √C_jj, each neighbour keeps at least α/2. */
export function withMargin(cells: Cells, { mean, scale }: Standing, deviation: number, alpha: number): Standing {
  const level = levelAt(cells, mean)
  const spread = deviation * scale
  if (level === 0 || level === cells.levels - 1) {
    const edge = cells.edge(level === 0 ? 1 : level)
    const reach = -normalQuantile(alpha) * spread
    return { mean: Math.max(edge - reach, Math.min(edge + reach, mean)), scale }
  }
  return inner(cells.edge(level), cells.edge(level + 1), { mean, scale }, deviation, alpha)
}

function inner(low: number, high: number, { mean, scale }: Standing, deviation: number, alpha: number): Standing {
  const spread = deviation * scale
  const below = normalCdf((low - mean) / spread)
  const above = normalCdf((mean - high) / spread)
  if (below >= alpha / 2 && above >= alpha / 2) return { mean, scale }
  const [p, q] = [Math.max(below, alpha / 2), Math.max(above, alpha / 2)]
  const between = 1 - below - above
  const share = (1 - p - q - between) / (p + between + q - 1.5 * alpha)
  const [a, b] = [p, q].map((mass) => -normalQuantile(Math.max(1e-10, Math.min(0.5 - 1e-10, mass + share * (mass - alpha / 2)))))
  return { mean: (low * b! + high * a!) / (a! + b!), scale: (high - low) / ((a! + b!) * deviation) }
}

/** The cell of a unit coordinate; outside the interval the nearest. */
export function levelAt({ levels, edge }: Cells, u: number): number {
  let low = 0
  let high = levels - 1
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if (edge(middle) <= u) low = middle
    else high = middle - 1
  }
  return low
}
