import { cardinality } from "@diapason/core"
import { finding, type Rule } from "../finding.ts"

/** A grid that the budget cannot finish, fewer trials than the parameters need, and more slots than can learn from each other. */
export const budget: Rule = ({ space, wanted, slots, ledger }) => {
  const trials = wanted.budget?.trials ?? ledger?.budget.trials
  if (trials === undefined) return []
  const points = wanted.sampler?.type === "grid" ? cardinality(space) : 0
  const parameters = space.parameters.filter(({ kind }) => kind !== "constant").length
  return [
    ...(Number.isFinite(points) && points > trials ? [finding("D122", "warn", { points, trials })] : []),
    ...(trials < 5 * parameters && cardinality(space) > trials ? [finding("D124", "hint", { parameters, trials })] : []),
    ...(slots > 4 && slots > trials / 5 ? [finding("D134", "hint", { slots, trials, fewer: Math.max(1, Math.floor(trials / 10)) })] : []),
  ]
}
