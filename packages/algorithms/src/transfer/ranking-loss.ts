/** How many pairs a model puts the wrong way round: the measure that RGPE compares models by (Feurer et al. 2018, arXiv 1802.02219). */

/** Σ over ordered pairs (j, k) of 1[(f_j < f_k) ≠ (y_j < y_k)], for predictions f of the values y. */
export function rankingLoss(predicted: ArrayLike<number>, values: ArrayLike<number>): number {
  let wrong = 0
  for (let j = 0; j < values.length; j++)
    for (let k = 0; k < values.length; k++) if (predicted[j]! < predicted[k]! !== values[j]! < values[k]!) wrong++
  return wrong
}
