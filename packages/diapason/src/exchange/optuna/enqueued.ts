import { assemble, DiapasonError, flatten, type Config, type Json, type Ledger } from "@diapason/core"
import type { FoundSpace } from "./space-of.ts"
import { membersOf, jsonOf } from "./python-json.ts"
import type { OptunaTrial } from "./study.ts"
import type { Losses } from "./losses.ts"

/** What waits in Optuna to be tried, as configurations to be tried here; and what cannot be one. */
interface Enqueued {
  readonly baselines: readonly { readonly config: Config; readonly trial: OptunaTrial }[]
  readonly aside: readonly OptunaTrial[]
}

/** What was enqueued may name a part of the parameters; the others are taken from the best trial, where Optuna's sampler would draw them. */
export function enqueued(waiting: readonly OptunaTrial[], found: FoundSpace, ledger: Ledger, losses: Losses): Enqueued {
  const result = { baselines: [] as { config: Config; trial: OptunaTrial }[], aside: [] as OptunaTrial[] }
  let partial = 0
  for (const trial of waiting) {
    const given = givenTo(trial, found)
    const exact = given === undefined ? undefined : fitting(found, given)
    const config = exact ?? (given === undefined ? undefined : filled(found, given, ledger))
    if (config === undefined) result.aside.push(trial)
    else result.baselines.push({ config, trial })
    if (config !== undefined && exact === undefined) partial++
  }
  losses.count(
    partial,
    "enqueued trial that names only a part of the parameters",
    "enqueued trials that name only a part of the parameters",
    "the others are those of the best trial",
  )
  losses.count(
    result.aside.length,
    "enqueued trial that is no configuration of the space",
    "enqueued trials that are no configurations of the space",
    "kept for an export, and not enqueued here",
  )
  return result
}

type Given = Readonly<Record<string, Json>>

/** Values by the names that they have here. */
function givenTo({ system }: OptunaTrial, { names, switches }: FoundSpace): Given | undefined {
  const text = system["fixed_params"]
  if (text === undefined) return undefined
  const given: Record<string, Json> = {}
  for (const [name, value] of Object.entries(membersOf(text))) given[names.get(name) ?? name] = jsonOf(value)
  for (const [name, said] of switches) given[said] = name in given
  return given
}

function fitting({ space }: FoundSpace, given: Given): Config | undefined {
  try {
    return assemble(space, flatten(space, given))
  } catch (error) {
    if (error instanceof DiapasonError) return undefined
    throw error
  }
}

/** With what is missing from the best trial, else from the newest that has it; what is not due with what was given is left out. */
function filled({ space }: FoundSpace, given: Given, ledger: Ledger): Config | undefined {
  const newest = ledger.trials.map(({ config }) => flatten(space, config)).reverse()
  const best = ledger.front[0] === undefined ? {} : flatten(space, ledger.trials[ledger.front[0]]!.config)
  const all: Record<string, Json> = { ...best, ...given }
  for (let tries = 2 * space.parameters.length; tries > 0; tries--) {
    try {
      return assemble(space, flatten(space, all))
    } catch (error) {
      const { code, facts } = error as DiapasonError
      const name = String(facts["name"])
      const known = code === "D115" ? newest.find((flat) => flat[name] !== undefined)?.[name] : undefined
      if (code === "D116" && !(name in given)) delete all[name]
      else if (known !== undefined) all[name] = known
      else return undefined
    }
  }
  return undefined
}
