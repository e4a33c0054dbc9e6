import type { Chosen } from "../event/definition.ts"
import type { Ledger } from "../ledger/ledger.ts"
import type { Problem } from "../ports/sampler.ts"
import type { SchedulerProblem } from "../ports/scheduler.ts"
import { memoryToday } from "./memory-today.ts"

/** The problem of a study as its sampler sees it. */
export function problemOf(ledger: Ledger, { type: _, ...settings }: Chosen): Problem {
  const { definition, rules, space } = ledger
  const { seed, budget, fidelity, objectives, facts } = definition
  return {
    space,
    objectives: objectives.length,
    constraints: rules.outcomes.length,
    seed,
    settings,
    ...(budget.trials !== undefined && { trials: budget.trials }),
    ...(fidelity !== undefined && { fidelity }),
    ...(Object.keys(rules.priors).length > 0 && { priors: rules.priors }),
    ...memoryToday(ledger),
    ...(facts !== undefined && { facts }),
  }
}

/** A scheduler listens to the first objective, or to the metric that its settings name: one of the objectives, else minimised unless told otherwise. */
export function schedulerProblem(ledger: Ledger, { metric: named, direction, ...chosen }: Chosen): SchedulerProblem {
  const { objectives } = ledger.rules
  const metric = typeof named === "string" ? named : objectives[0]!.metric
  const wanted = direction ?? objectives.find((objective) => objective.metric === metric)?.direction ?? "minimize"
  const sign = wanted === "maximize" ? -1 : 1
  return {
    ...problemOf(ledger, chosen as Chosen),
    sampler: ledger.definition.sampler.type,
    metric,
    loss: (values) => sign * (values[metric] ?? NaN),
  }
}
