import { fault, nearest, type Choose, type Chosen, type Definition, type Json, type Ledger, type Scheduler } from "@diapason/core"
import { controllersOf } from "./adapt.ts"
import { checkSettings } from "./check-settings.ts"
import { adapting } from "./combinators/adapting.ts"
import { samplers } from "./samplers.ts"
import { schedulers } from "./schedulers.ts"
import { fitting } from "./schedulers/auto.ts"
import type { Listed } from "./setting.ts"
import { terminators } from "./terminators.ts"

/** The algorithms that a definition names. Throws D320, D321 or D324 for a name that is not in the lists, D322 for a setting that does not fit; for adapt rules what `controllersOf` throws. */
export const choose: Choose = (definition, ledger) => ({
  sampler: made("D320", samplers, samplerOf(definition)),
  scheduler: adapted(made("D321", schedulers, withoutMetric(definition.scheduler)), definition.adapt ?? [], ledger),
  ...(definition.terminator !== undefined && { terminator: made("D324", terminators, withoutMetric(definition.terminator)) }),
})

/** The name of the scheduler that a study comes to: the one that it says, or what `auto` takes up. */
export const schedulerOf = ({ sampler, scheduler, objectives, fidelity }: Definition): string =>
  scheduler.type === "auto"
    ? fitting({ objectives: objectives.length, sampler: sampler.type, ...(fidelity !== undefined && { fidelity }) })
    : scheduler.type

/** The sampler of a study by its name: the one that was asked for, else the one that its scheduler is made for, else `auto`. */
export function samplerOf(definition: Definition): Chosen {
  const { sampler } = definition
  const name = schedulerOf(definition)
  const brought = sampler.type === "auto" && Object.hasOwn(schedulers, name) ? schedulers[name]!.brings : undefined
  return brought === undefined ? sampler : { ...sampler, type: brought }
}

const adapted = (scheduler: Scheduler, rules: readonly Json[], ledger: Ledger): Scheduler =>
  rules.length === 0 ? scheduler : (adapting(scheduler, controllersOf(rules, ledger.space)) as Scheduler)

/** Any metric may drive any scheduler and terminator: `metric` and `direction` are read where its problem is made. Throws D322 for what they cannot be. */
function withoutMetric({ metric = "", direction = "minimize", ...chosen }: Chosen): Chosen {
  const refuse = (setting: string, value: Json, expected: string): never => {
    throw fault("D322", { algorithm: chosen.type!, setting, value: JSON.stringify(value), known: [], expected })
  }
  if (typeof metric !== "string") refuse("metric", metric, "the name of a metric")
  if (direction !== "minimize" && direction !== "maximize") refuse("direction", direction, "minimize or maximize")
  return chosen as Chosen
}

function made<Made>(unknown: "D320" | "D321" | "D324", list: Readonly<Record<string, Listed<Made, never>>>, chosen: Chosen): Made {
  const { type, ...settings } = chosen
  const known = Object.keys(list)
  const entry = known.includes(type) ? list[type] : undefined
  if (entry === undefined) throw fault(unknown, { name: type, known, meant: nearest(type, known) })
  checkSettings(type, entry, settings)
  return entry.make(settings as never)
}
