import type { Problem } from "@diapason/core"
import { hyperbandBrackets } from "../../schedulers/brackets/plan.ts"
import { etaOf, ladderOf, type LadderOptions } from "../../schedulers/rungs/ladder.ts"

/** The rungs below the last step, of both kinds of ladder: the one that begins at the first step, and the one that ends at the last. */
export function rungSteps(problem: Problem, options: LadderOptions): readonly number[] {
  const { fidelity } = problem
  if (fidelity === undefined) return []
  const halved = hyperbandBrackets(fidelity, etaOf(problem, options), options.grace)[0]!.map(({ step }) => step)
  return [...new Set([...ladderOf(problem, options), ...halved])].filter((step) => step < fidelity.max).sort((a, b) => a - b)
}
