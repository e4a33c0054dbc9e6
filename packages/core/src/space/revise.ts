import { DiapasonError } from "../errors/fault.ts"
import type { Config } from "../event/config.ts"
import type { Json } from "../event/json.ts"
import { sameJson } from "../expression/same-json.ts"
import { meets } from "./active.ts"
import { assemble } from "./assemble.ts"
import { contains } from "./domain.ts"
import type { Flat } from "./parameter.ts"
import type { ParameterJson, SpaceJson } from "./parameter-json.ts"
import { planOf } from "./plan-of.ts"
import type { Shape } from "./plan.ts"
import { primitivesOf } from "./primitives-of.ts"
import type { Space } from "./space.ts"

/** A space that a study has or had, and what it says of the one before it; see `History`. */
export interface Revised {
  readonly space: Space
  readonly was?: Readonly<Record<string, Json>>
  readonly renamed?: Readonly<Record<string, string>>
}

/**
 * A configuration of the first of the given spaces as the last one sees it; undefined where it lies outside, or where it is not known
 * what it would be there. What was renamed goes by its new name, what was added takes the value that `was` says, and what was removed
 * must have had its default, the value that is used when nobody says one. Bounds are those of the last space alone, so that what was
 * narrowed and widened again fits again. For one space the same as `flatten`.
 */
export function seenIn(spaces: readonly Revised[], config: Config): Flat | undefined {
  let [before, seen] = [spaces[0]!, config]
  let flat: Flat | undefined
  for (const [i, after] of spaces.entries()) {
    const given = i === 0 ? seen : carried(jsonOf(before), jsonOf(after), after.renamed ?? {}, "", seen)
    flat = given && filled(after, given, i === spaces.length - 1)
    if (flat === undefined) return undefined
    const whole = assemble(after.space, flat)
    if (!agrees(given!, whole)) return undefined
    ;[before, seen] = [after, whole]
  }
  return flat
}

const jsonOf = ({ space }: Revised): SpaceJson => space.json as unknown as SpaceJson

/** The members that both spaces have, under the names of the later; undefined where what is gone had a value that nobody uses now. */
function carried(before: SpaceJson, after: SpaceJson, renamed: Revised["renamed"], prefix: string, config: Config): Config | undefined {
  const found: Record<string, Json> = {}
  const taken = new Set<string>()
  for (const [name, now] of Object.entries(after)) {
    const called = calledBefore(before, renamed, prefix, name)
    const [value, then] = [config[called], before[called]]
    taken.add(called)
    if (value === undefined || then === undefined) continue
    const seen = carriedValue(then, now, renamed, prefix + name, value)
    if (seen === undefined) return undefined
    found[name] = seen
  }
  const lost = Object.entries(before).some(([name, { type, default: usual }]) => {
    if (taken.has(name) || type === "derived" || config[name] === undefined) return false
    return usual === undefined || !sameJson(usual, config[name])
  })
  return lost ? undefined : found
}

/** What a parameter was called in the space before: by `renamed` where that name was there and the new one was not. */
export function calledBefore(before: SpaceJson, renamed: Revised["renamed"], prefix: string, name: string): string {
  const called = renamed?.[prefix + name]
  return called !== undefined && before[called] !== undefined && before[name] === undefined ? called : name
}

function carriedValue(
  before: ParameterJson,
  after: ParameterJson,
  renamed: Revised["renamed"],
  path: string,
  value: Json,
): Json | undefined {
  if (before.type === "list" && after.type === "list" && Array.isArray(value)) {
    const items = (value as readonly Json[]).map((item) => carriedValue(before.of, after.of, renamed, `${path}[]`, item))
    return items.includes(undefined) ? undefined : (items as readonly Json[])
  }
  if (before.type !== "branch" || after.type !== "branch") return value
  const { use, ...inner } = value as Readonly<Record<string, Json>>
  const [then, now] = [before.branches[use as string], after.branches[use as string]]
  const members = then && now && carried(then, now, renamed, `${path}.${String(use)}.`, inner)
  return members && { use: use!, ...members }
}

/** The primitives of a configuration, what is missing by `was`. Bounds are looked at when `strict`. */
function filled(revised: Revised, config: Config, strict: boolean): Flat | undefined {
  const { parameters, tests, shape } = planOf(revised.space)
  const raw = read(shape, config)
  if (raw === undefined) return undefined
  const was = earlierValues(revised)
  const flat: Record<string, Json> = {}
  for (const [i, parameter] of parameters.entries()) {
    const { name, condition } = parameter
    if (condition !== undefined && !meets(condition.parents, tests[i], flat)) {
      if (raw[name] !== undefined) return undefined
      continue
    }
    const value = raw[name] === undefined ? was[name] : raw[name]
    if (value === undefined || (strict && !contains(parameter, value))) return undefined
    flat[name] = value
  }
  return flat
}

/** What cannot be read in this shape is no error here: it is a value of another time. */
function read(shape: readonly Shape[], config: Config): Flat | undefined {
  try {
    return primitivesOf(shape, config)
  } catch (error) {
    if (error instanceof DiapasonError) return undefined
    throw error
  }
}

const known = new WeakMap<Revised, Flat>()

/** The values of `was` by the names of primitives. */
function earlierValues(revised: Revised): Flat {
  const found = known.get(revised)
  if (found !== undefined) return found
  const values: Record<string, Json> = {}
  const { was = {} } = revised
  const visit = (member: Shape | undefined, json: ParameterJson, path: string): void => {
    if (member === undefined) return
    const value = was[path]
    if (value !== undefined) Object.assign(values, read([member], { [member.key]: value }))
    if (member.kind === "list" && json.type === "list") for (const item of member.items) visit(item, json.of, `${path}[]`)
    if (member.kind !== "branch" || json.type !== "branch") return
    for (const [use, inner] of member.branches) members(inner, json.branches[use]!, `${path}.${use}.`)
  }
  const members = (shape: readonly Shape[], json: SpaceJson, prefix: string): void => {
    for (const [name, one] of Object.entries(json))
      visit(
        shape.find(({ key }) => key === name),
        one,
        prefix + name,
      )
  }
  members(planOf(revised.space).shape, jsonOf(revised), "")
  known.set(revised, values)
  return values
}

/** Whether everything that was given is so in the whole configuration too: a derived value may have come out otherwise. */
function agrees(given: Json, whole: Json | undefined): boolean {
  if (!isRecord(given) || !isRecord(whole)) return whole !== undefined && sameJson(given, whole)
  return Object.entries(given).every(([key, value]) => agrees(value, whole[key]))
}

const isRecord = (value: Json | undefined): value is Readonly<Record<string, Json>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
