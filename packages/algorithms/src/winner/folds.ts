/**
 * The standard error of a mean of k-fold cross-validation scores. Folds share most of their training rows, so their scores move together and
 * var / k would be too small: (1/k + 1/(k − 1)) var stands for the overlap (Nadeau and Bengio 2003; Makarova et al. 2022, section 4.2), var
 * the mean square distance from the mean.
 * NaN for fewer than two finite scores.
 */
export function foldError(scores: readonly number[]): number {
  const finite = scores.filter(Number.isFinite)
  const k = finite.length
  if (k < 2) return NaN
  const mean = finite.reduce((sum, score) => sum + score / k, 0)
  const variance = finite.reduce((sum, score) => sum + ((score - mean) * (score - mean)) / k, 0)
  return Math.sqrt((1 / k + 1 / (k - 1)) * variance)
}
