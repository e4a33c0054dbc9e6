/**
 * The trial of a front that suits some weights best: the smallest greatest weighted distance to the ideal point (Tchebycheff, Bowman 1976),
 * which, unlike a weighted sum, reaches also the hollow parts of a front; a small part of the sum breaks ties. Losses are columns by trial and
 * are brought to 0..1 between best and worst of the front. Weights are at least 0; when all are 0 each counts the same. Undefined for no trial.
 */
export function weightedPick(losses: readonly Float64Array[], front: readonly number[], weights: readonly number[]): number | undefined {
  const equal = weights.every((weight) => !(weight > 0))
  const spans = losses.map((column) => {
    const values = front.map((trial) => column[trial]!)
    const low = values.reduce((least, value) => Math.min(least, value), Infinity)
    return { low, width: values.reduce((most, value) => Math.max(most, value), -Infinity) - low }
  })
  const score = (trial: number): number => {
    const terms = losses.map((column, m) => {
      const { low, width } = spans[m]!
      return width > 0 ? ((equal ? 1 : (weights[m] ?? 0)) * (column[trial]! - low)) / width : 0
    })
    return terms.reduce((top, term) => Math.max(top, term), 0) + 1e-3 * terms.reduce((sum, term) => sum + term, 0)
  }
  return front.reduce<number | undefined>((best, trial) => (best === undefined || score(trial) < score(best) ? trial : best), undefined)
}
