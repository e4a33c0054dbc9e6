/**
 * What CMA-ES knows: the finished trials in the order of their numbers, and the stages that they lead to. A generation has its members
 * by their numbers and is learnt from when all have finished, or when enough later ones have; a member that comes late after all
 * is learnt from in its place, and what followed is worked out again. So the order of arrival never matters.
 */
import { configKey, type Observation, type Problem } from "@diapason/core"
import { before, remember, type Seen } from "../gp/history.ts"
import { planOf, type Plan } from "./plan.ts"
import type { CmaEsOptions } from "./settings.ts"
import { firstStage, nextStage, warmStage, type Stage } from "./stage.ts"

export interface CmaEsState {
  readonly plan: Plan
  readonly history: Seen[]
  /** Keys of the configurations that finished, when the space is finite. */
  readonly tried: Set<string> | undefined
  /** Some of the stages so far, from the first to the last; the rest follows from them. */
  readonly stages: Stage[]
}

export function emptyState(problem: Problem, options: CmaEsOptions): CmaEsState {
  const plan = planOf(problem, options)
  return { plan, history: [], tried: plan.finite ? new Set() : undefined, stages: [firstStage(plan)] }
}

/** Takes in one finished trial, in place. A trial number counts once. */
export function observed(state: CmaEsState, observation: Observation): CmaEsState {
  const { history, plan, stages, tried } = state
  if (!remember(history, plan.cube, observation)) return state
  tried?.add(configKey(observation.flat))
  while (stages.length > 1 && stages.at(-1)!.start > observation.number) stages.pop()
  return state
}

/** The stage that the finished trials lead to; stages are kept, but an answer does not depend on which. */
export function present({ plan, history, stages }: CmaEsState): Stage {
  const { warm } = plan.settings
  if (history.length < warm) return stages[0]!
  if (warm > 0 && stages.length === 1) stages.push(warmStage(plan, history.slice(0, warm), history[warm - 1]!.number + 1))
  for (;;) {
    const stage = stages.at(-1)!
    const { population } = stage.run
    const from = before(history, stage.start)
    const to = before(history, stage.start + population)
    const missing = population - (to - from)
    if (missing > 0 && history.length - to < population + patience) return stage
    const start = to > from ? stage.start + population : history[to]!.number
    stages.push(nextStage(plan, stage, history.slice(from, to), start))
    if (stages.length > mostKept) thin(stages)
  }
}

/** Every second of the older ones goes. */
function thin(stages: Stage[]): void {
  const kept = stages.filter((_, i) => i % 2 === 0 || i >= mostKept / 2)
  stages.splice(0, stages.length, ...kept)
}

/** Later trials, beyond another generation, that must have finished before a generation is learnt from with a member missing. */
const patience = 64

const mostKept = 64
