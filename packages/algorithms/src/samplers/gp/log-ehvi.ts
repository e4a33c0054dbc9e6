/**
 * The logarithm of the expected growth of the hypervolume (Emmerich, Giannakoglou & Naujoks 2006). The undominated region is a union of
 * boxes, and over a box with independent objectives the expectation is a product of one-dimensional ones, E (u − max(l, y))⁺, each a
 * difference of expected improvements: exact, with exact gradients, and on a logarithmic scale so that both live on where the growth
 * itself underflows (Ament et al. 2023).
 */
import { exp, log, log1mExp, logImprovement, logNormalMass, logSumExp, nonDominatedBoxes, normalLogCdf, normalLogPdf } from "@diapason/math"
import type { Acquisition } from "./acquisition.ts"
import type { Posterior } from "./../../surrogate/gp/posterior.ts"

/** What there is to gain on a front. */
interface FrontHope extends Acquisition {
  /** The probability that `x` is undominated and within the reference. */
  chance(x: Float64Array): number
}

/**
 * `posteriors` has one for each objective, each with as many versions or with a single one; `rows` are those of the trials that may be on the front, running
 * ones too; `reference` is the worst that is of any worth, on the models' scales. An evaluation costs one of each posterior, and for each
 * version as many expected improvements as there are different bounds of boxes.
 */
export function logEhvi(posteriors: readonly Posterior[], rows: readonly Float64Array[], reference: readonly number[]): FrontHope {
  const versions = Math.max(...posteriors.map(({ fantasies }) => fantasies))
  const means = posteriors.map(({ fantasies }) => new Float64Array(fantasies))
  const mean = (m: number, s: number): number => means[m]![s % means[m]!.length]!
  const grids = gridsOf(posteriors, versions, rows, reference)
  const inMeans = means.map((own) => new Float64Array(own.length))
  const logs = new Float64Array(versions)

  const deviationsAt = (x: Float64Array): number[] => posteriors.map((posterior, m) => Math.sqrt(posterior.at(x, means[m]!)))

  return {
    value(x) {
      const deviations = deviationsAt(x)
      for (const [s, grid] of grids.entries()) logs[s] = worthOf(grid, s, deviations).worth
      return logSumExp(logs) - log(versions)
    },
    slope(x, gradient) {
      const deviations = deviationsAt(x)
      const views = grids.map((grid, s) => worthOf(grid, s, deviations))
      for (const [s, { worth }] of views.entries()) logs[s] = worth
      const total = logSumExp(logs)
      const inDeviations = deviations.map(() => 0)
      for (const view of inMeans) view.fill(0)
      for (const [s, view] of views.entries()) {
        const share = exp(view.worth - total)
        for (const [m, slopes] of slopesOf(grids[s]!, view).entries()) {
          inMeans[m]![s % inMeans[m]!.length]! += (share * slopes.inMean) / deviations[m]!
          inDeviations[m]! += (share * slopes.inDeviation) / deviations[m]!
        }
      }
      for (const [m, posterior] of posteriors.entries()) posterior.back(x, inMeans[m]!, inDeviations[m]! / (2 * deviations[m]!), gradient)
      return total - log(versions)
    },
    chance(x) {
      const deviations = deviationsAt(x)
      const z = (bound: number, m: number, s: number): number => (bound - mean(m, s)) / deviations[m]!
      let sum = 0
      for (const [s, { boxes, bounds }] of grids.entries())
        for (const { low, high } of boxes)
          sum += high.reduce((p, u, m) => p * exp(logNormalMass(z(bounds[m]![low[m]!]!, m, s), z(bounds[m]![u]!, m, s))), 1)
      return Math.min(1, sum / versions)
    },
  }

  /** ln of the expected growth in one version, with what its slopes need. */
  function worthOf({ boxes, bounds }: Grid, s: number, deviations: readonly number[]): View {
    const zs = bounds.map((own, m) => own.map((bound) => (bound - mean(m, s)) / deviations[m]!))
    const improvements = zs.map((own, m) => own.map((z) => logImprovement(z) + log(deviations[m]!)))
    const factors = boxes.map(({ low, high }) =>
      high.map((u, m) => improvements[m]![u]! + log1mExp(Math.min(-smallest, improvements[m]![low[m]!]! - improvements[m]![u]!))),
    )
    const logs = factors.map((factor) => factor.reduce((sum, f) => sum + f, 0))
    return { worth: logSumExp(logs), logs, factors, zs, deviations }
  }
}

interface View {
  readonly worth: number
  /** For each box. */
  readonly logs: readonly number[]
  /** For each box and objective, ln E (u − max(l, y))⁺. */
  readonly factors: readonly (readonly number[])[]
  /** For each objective and bound, how many deviations it lies above the mean. */
  readonly zs: readonly Float64Array[]
  readonly deviations: readonly number[]
}

/** Slopes of the worth in each objective's mean and deviation, times the deviation: ψ(a) = E (a − y)⁺ has −Φ(z) and φ(z). */
function slopesOf({ boxes }: Grid, { worth, logs, factors, zs, deviations }: View): { inMean: number; inDeviation: number }[] {
  const cdfs = zs.map((own) => own.map(normalLogCdf))
  const pdfs = zs.map((own) => own.map(normalLogPdf))
  return zs.map((_, m) => {
    let [inMean, inDeviation] = [0, 0]
    for (const [k, { low, high }] of boxes.entries()) {
      const share = exp(logs[k]! - worth)
      if (share === 0) continue
      const [l, u, base] = [low[m]!, high[m]!, factors[k]![m]! - log(deviations[m]!)]
      inMean -= share * (exp(cdfs[m]![u]! - base) - exp(cdfs[m]![l]! - base))
      inDeviation += share * (exp(pdfs[m]![u]! - base) - exp(pdfs[m]![l]! - base))
    }
    return { inMean, inDeviation }
  })
}

/** The boxes of one version: for each objective its bounds in rising order, and boxes as places among them. */
interface Grid {
  readonly bounds: readonly Float64Array[]
  readonly boxes: readonly { readonly low: readonly number[]; readonly high: readonly number[] }[]
}

function gridsOf(posteriors: readonly Posterior[], versions: number, rows: readonly Float64Array[], reference: readonly number[]): Grid[] {
  const values = rows.map((row) =>
    posteriors.map((posterior) => {
      const means = new Float64Array(posterior.fantasies)
      posterior.at(row, means)
      return means
    }),
  )
  return Array.from({ length: versions }, (_, s) =>
    gridOf(
      values.map((row) => row.map((means) => means[s % means.length]!)),
      reference,
    ),
  )
}

function gridOf(points: readonly (readonly number[])[], reference: readonly number[]): Grid {
  const boxes = nonDominatedBoxes(points, reference)
  const bounds = reference.map((_, m) => Float64Array.from(new Set(boxes.flatMap(({ low, high }) => [low[m]!, high[m]!]))).sort())
  const places = bounds.map((own) => new Map(Array.from(own, (bound, place) => [bound, place])))
  const placed = (corner: readonly number[]): number[] => corner.map((y, m) => places[m]!.get(y)!)
  return { bounds, boxes: boxes.map(({ low, high }) => ({ low: placed(low), high: placed(high) })) }
}

/** Two improvements are never so near that their difference vanishes. */
const smallest = 1e-14
