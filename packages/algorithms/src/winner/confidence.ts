/**
 * How sure it is who wins: an interval that holds whenever one looks, and the chance that each is the best.
 */
import { log, normalCdf, normalPdf } from "@diapason/math"

/**
 * Half the width of an interval for a mean of t differences that holds at all t at once with probability 1 − α, so that one may look
 * after each run and stop: σ √((tρ² + 1) / (t²ρ²) · ln((tρ² + 1) / α²)), ρ = 1, the normal mixture of Robbins (1970) as in Howard et al.
 * (2021). `sigma` is the standard deviation of one difference. Infinity for t < 1.
 */
export function anytimeHalf(t: number, sigma: number, alpha = 0.05): number {
  if (!(t >= 1)) return Infinity
  return sigma * Math.sqrt(((t + 1) / (t * t)) * log((t + 1) / (alpha * alpha)))
}

/** What is believed of a finalist's true loss: a normal distribution. */
interface Believed {
  readonly mean: number
  readonly error: number
}

/**
 * The chance of each to have the least true loss, independent normal beliefs given: ∫ φ_i(x) Π_{j≠i} (1 − Φ_j(x)) dx by Simpson's
 * rule, within 1e-4, scaled to add up to 1. Without any error the least ones share it.
 */
export function chancesToBeBest(finalists: readonly Believed[]): readonly number[] {
  const least = Math.min(...finalists.map(({ mean }) => mean))
  const raw = finalists.map((one, i) => {
    if (!(one.error > 0)) return aboveAll(finalists, i, one.mean)
    let sum = 0
    for (let k = 0; k <= cells; k++) {
      const z = -reach + (2 * reach * k) / cells
      const weight = k === 0 || k === cells ? 1 : k % 2 === 1 ? 4 : 2
      sum += weight * normalPdf(z) * aboveAll(finalists, i, one.mean + z * one.error)
    }
    return (sum * 2 * reach) / cells / 3
  })
  const total = raw.reduce((sum, chance) => sum + chance, 0)
  const ties = finalists.filter(({ mean }) => mean === least).length
  return total > 0 ? raw.map((chance) => chance / total) : finalists.map(({ mean }) => (mean === least ? 1 / ties : 0))
}

/** The chance that all but the i-th lie above x. */
function aboveAll(finalists: readonly Believed[], i: number, x: number): number {
  let chance = 1
  for (const [j, { mean, error }] of finalists.entries()) {
    if (j === i) continue
    chance *= error > 0 ? normalCdf((mean - x) / error) : mean > x ? 1 : mean === x ? 0.5 : 0
  }
  return chance
}

/** Losses by the number of the repeat: those of the same number had the same seed. */
type Repeats = ReadonlyMap<number, number>

/**
 * The places of those that cannot be told from the best mean: the anytime interval of their paired difference from it contains 0. Repeats
 * that both have are compared, since they share their seeds; `sigma` is the standard deviation of one difference, found from all pairs
 * and widened by a tenth, since it is an estimate. The best stands first.
 */
export function indistinguishable(finalists: readonly Repeats[], alpha = 0.05): readonly number[] {
  const places = finalists.flatMap((repeats, i) => (repeats.size > 0 ? [i] : []))
  if (places.length === 0) return []
  const means = finalists.map((repeats) => [...repeats.values()].reduce((sum, loss) => sum + loss / repeats.size, 0))
  const best = places.reduce((at, i) => (means[i]! < means[at]! ? i : at))
  const others = places.filter((i) => i !== best)
  const gaps = new Map(others.map((i) => [i, differences(finalists[i]!, finalists[best]!)]))
  const sigma = 1.1 * spread([...gaps.values()])
  return [best, ...others.filter((i) => !clear(gaps.get(i)!, sigma, alpha))]
}

/** Whether the mean difference lies above 0 for sure. */
function clear(gaps: readonly number[], sigma: number, alpha: number): boolean {
  const mean = gaps.reduce((sum, gap) => sum + gap / gaps.length, 0)
  return mean > anytimeHalf(gaps.length, sigma, alpha)
}

const differences = (a: Repeats, b: Repeats): readonly number[] =>
  [...a].flatMap(([repeat, loss]) => (b.has(repeat) ? [loss - b.get(repeat)!] : []))

/** The pooled standard deviation within the lists; Infinity where none has two. */
function spread(lists: readonly (readonly number[])[]): number {
  let [freedom, squares] = [0, 0]
  for (const list of lists) {
    const mean = list.reduce((sum, x) => sum + x / list.length, 0)
    freedom += Math.max(0, list.length - 1)
    for (const x of list) squares += (x - mean) * (x - mean)
  }
  return freedom === 0 ? Infinity : Math.sqrt(squares / freedom)
}

const reach = 6
const cells = 96
