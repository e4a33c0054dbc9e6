import type { Ledger } from "@diapason/core"
import { countsOf } from "@diapason/views"
import { whereOf } from "../study/where.ts"

/**
 * Conditions of `--fail-if` on a study that has ended, for pipelines: `best > 0.30`, `failed >= 3 or trials < 10`. Gives the first that is
 * true, as it was written. Names are `best` (the best value of the first objective), `trials`, and the states. A study without a best says
 * nothing about it. Throws D110, D140 at once, so that nothing is started by a condition that cannot be read.
 */
export function failIf(conditions: readonly string[]): (ledger: Ledger) => string | undefined {
  const asked = conditions.map((text) => ({ text, holds: whereOf("--fail-if", text, names) }))
  return (ledger) => {
    const facts = factsOf(ledger)
    return asked.find(({ holds }) => holds(facts))?.text
  }
}

const names = ["best", "trials", "waiting", "running", "paused", "complete", "pruned", "failed"]

function factsOf(ledger: Ledger): Readonly<Record<string, number>> {
  const best = ledger.trials[ledger.front[0] ?? -1]
  const value = best !== undefined && "values" in best ? best.values[ledger.definition.objectives[0]!.metric] : undefined
  return { ...countsOf(ledger), trials: ledger.trials.length, ...(value !== undefined && { best: value }) }
}
