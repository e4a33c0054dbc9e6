/**
 * Few configurations that serve many tasks together: at least one of them ranks high wherever one goes (Wistuba et al. 2015, "Sequential
 * model-free hyperparameter tuning"; Winkelmolen et al. 2020, "Practical and sample efficient zero-shot HPO").
 */

/**
 * Places of the chosen configurations, the one that serves most tasks first; at most `size`, each once. `errors` has a line for each task
 * with the error of every configuration there; only their order within a line counts, equal ones share the better rank. Each choice makes
 * the sum over tasks of the best rank so far smallest, ties go to the smaller place. Once every task has its best, ranks start afresh.
 */
export function greedyPortfolio(errors: readonly (readonly number[])[], size: number): number[] {
  const ranks = errors.map(ranksOf)
  const count = errors[0]?.length ?? 0
  const chosen: number[] = []
  let held = ranks.map(() => count)
  while (chosen.length < Math.min(size, count)) {
    if (held.every((rank) => rank === 0)) held = ranks.map(() => count)
    let best = -1
    let least = Infinity
    for (let c = 0; c < count; c++) {
      if (chosen.includes(c)) continue
      const sum = ranks.reduce((total, line, task) => total + Math.min(held[task]!, line[c]!), 0)
      if (sum < least) [best, least] = [c, sum]
    }
    chosen.push(best)
    held = held.map((rank, task) => Math.min(rank, ranks[task]![best]!))
  }
  return chosen
}

/** How many are better, for each. */
function ranksOf(errors: readonly number[]): number[] {
  const sorted = [...errors].sort((a, b) => a - b)
  const first = new Map<number, number>()
  for (const [rank, error] of sorted.entries()) if (!first.has(error)) first.set(error, rank)
  return errors.map((error) => first.get(error)!)
}
