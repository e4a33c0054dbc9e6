import { fault, nearest, type Choose, type Chosen, type Json } from "@diapason/core"
import { samplers } from "./samplers.ts"
import { schedulers } from "./schedulers.ts"
import type { Listed } from "./setting.ts"

/** The algorithms that a definition names. Throws D320 or D321 for a name that is not in the lists, D322 for a setting that does not fit. */
export const choose: Choose = ({ sampler, scheduler }) => ({
  sampler: made("D320", samplers, sampler),
  scheduler: made("D321", schedulers, withoutMetric(scheduler)),
})

/** Any metric may drive any scheduler: `metric` and `direction` are read where its problem is made. Throws D322 for what they cannot be. */
function withoutMetric({ metric = "", direction = "minimize", ...chosen }: Chosen): Chosen {
  const refuse = (setting: string, value: Json, expected: string): never => {
    throw fault("D322", { algorithm: chosen.type!, setting, value: JSON.stringify(value), known: [], expected })
  }
  if (typeof metric !== "string") refuse("metric", metric, "the name of a metric")
  if (direction !== "minimize" && direction !== "maximize") refuse("direction", direction, "minimize or maximize")
  return chosen as Chosen
}

function made<Made>(unknown: "D320" | "D321", list: Readonly<Record<string, Listed<Made, never>>>, chosen: Chosen): Made {
  const { type, ...settings } = chosen
  const known = Object.keys(list)
  const entry = known.includes(type) ? list[type] : undefined
  if (entry === undefined) throw fault(unknown, { name: type, known, meant: nearest(type, known) })
  check(type, entry, settings)
  return entry.make(settings as never)
}

function check(algorithm: string, entry: Listed<unknown, never>, given: Readonly<Record<string, unknown>>): void {
  const settings = entry.settings as Readonly<Record<string, { readonly expected: string; holds(value: unknown): boolean }>>
  const known = Object.keys(settings)
  for (const setting of Object.keys(given)) {
    const one = known.includes(setting) ? settings[setting] : undefined
    const facts = { algorithm, setting, value: JSON.stringify(given[setting]), known }
    if (one === undefined) throw fault("D322", { ...facts, meant: nearest(setting, known) })
    if (!one.holds(given[setting])) throw fault("D322", { ...facts, expected: one.expected })
  }
}
