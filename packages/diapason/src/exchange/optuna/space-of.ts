import { assemble, DiapasonError, flatten, spaceFromJson, type Config, type Json, type Space } from "@diapason/core"
import { conditionOf, type Candidate, type Values } from "./conditions.ts"
import type { Draws } from "./drawn.ts"
import { merged, type Merged } from "./merged.ts"

/** One space for all trials of a study. */
export interface FoundSpace {
  readonly space: Space
  /** Names of ours by Optuna's. */
  readonly names: ReadonlyMap<string, string>
  /** The parameters that say whether another is there, by the name of that. */
  readonly switches: ReadonlyMap<string, string>
  /** A trial's configuration; undefined where it is none of this space, as something is missing that it should have had. */
  configOf(draws: Draws): Config | undefined
  /** A value under one of Optuna's names, as the space has it. */
  readonly parameters: ReadonlyMap<string, Merged>
  /** What became of ranges, names and conditions, each in one line. */
  readonly notes: readonly string[]
}

/**
 * Finds the space behind what trials drew. Ranges that changed are as wide as they ever were, and a parameter that only some trials have gets the
 * condition that tells, else a switch of its own. `telling` are the trials that drew all that was due: conditions are read from them.
 * Throws D1xx where the names or ranges make no space.
 */
export function spaceOf(all: readonly Draws[], telling: readonly Draws[]): FoundSpace {
  const notes: string[] = []
  const known = new Map<string, { readonly draws: Draws }[]>()
  for (const draws of [...telling, ...all]) for (const name of draws.keys()) known.set(name, known.get(name) ?? [])
  for (const draws of all) for (const name of draws.keys()) known.get(name)!.push({ draws })
  const parameters = new Map([...known].map(([name, having]) => [name, merged(having.map(({ draws }) => draws.get(name)!))]))
  const names = namesFor([...known.keys()], notes)
  const valuesOf = (draws: Draws): Values =>
    new Map([...draws].map(([name, draw]) => [names.get(name)!, parameters.get(name)!.value(draw)]))
  const told = [telling, all].map((trials) => trials.map(valuesOf))
  const candidates = [...parameters].map(([name, { json }]): Candidate => {
    return { name: names.get(name)!, type: json["type"] === "choice" || json["type"] === "int" ? json["type"] : "other" }
  })
  const switches = new Map<string, string>()
  const space: Record<string, Json> = {}
  for (const [optuna, { json, changed, kinds }] of parameters) {
    const name = names.get(optuna)!
    if (kinds) notes.push(`${optuna}: it was of several kinds; it is a choice of all its values now`)
    else if (changed) notes.push(`${optuna}: its range changed on the way; it is the widest now`)
    const trials = told[0]!.some((values) => values.has(name)) ? told[0]! : told[1]!
    const condition = trials.every((values) => values.has(name)) ? undefined : (conditionOf(name, trials, candidates) ?? switchFor(name))
    space[name] = condition === undefined ? json : { ...json, when: condition }
  }
  function switchFor(name: string): Json {
    const said = free(`has_${name}`, (one) => one in space || candidates.some((known) => known.name === one))
    space[said] = { type: "choice", values: [false, true] }
    switches.set(name, said)
    notes.push(`${name}: only some trials have it, and no other parameter tells which; ${said} does`)
    return { [said]: [true] }
  }
  const built = spaceFromJson(space)
  const configOf = (draws: Draws): Config | undefined => {
    const raw: Record<string, Json> = Object.fromEntries(valuesOf(draws))
    for (const [name, said] of switches) raw[said] = name in raw
    try {
      return assemble(built, flatten(built, raw))
    } catch (error) {
      if (error instanceof DiapasonError) return undefined
      throw error
    }
  }
  return { space: built, names, switches, configOf, parameters, notes }
}

/** Names that Diapason cannot have are written with `_` in place of what is odd in them. */
function namesFor(optuna: readonly string[], notes: string[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  const taken = new Set(optuna.filter(possible))
  for (const name of optuna) {
    const ours = possible(name) ? name : free(written(name), (one) => taken.has(one))
    taken.add(ours)
    names.set(name, ours)
    if (ours !== name) notes.push(`the parameter ${JSON.stringify(name)} is called ${ours} here`)
  }
  return names
}

const possible = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_.-]*$/.test(name) && !name.split(".").some((part) => part in {})

function written(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9_-]/g, "_")
  return /^[A-Za-z_]/.test(plain) && !(plain in {}) ? plain : `_${plain}`
}

function free(name: string, taken: (name: string) => boolean): string {
  let one = name
  for (let i = 2; taken(one); i++) one = `${name}_${i}`
  return one
}
