import type { Type } from "../expression/check.ts"
import { fault } from "../errors/fault.ts"
import type { Json } from "../event/json.ts"
import { LONGEST } from "./canonical-parameter.ts"
import { levels, valueAt } from "./levels.ts"
import { placeNetwork } from "./network/place-network.ts"
import type { Names, Scope } from "./names.ts"
import type { BranchJson, Common, MixJson, ParameterJson, ScheduleJson, SpaceJson } from "./parameter-json.ts"
import { branchOf } from "./schedule/branch-of.ts"
import { primitive, type LeafJson } from "./primitive.ts"
import type { Counted, Place, Seat } from "./seat.ts"

/** Gives each parameter of a space its place, and makes its paths known. Throws D108 for a length, D111 for a path given twice. */
export function placesOf(json: SpaceJson, names: Names): readonly Place[] {
  return members(json, "", "", [], names)
}

function members(json: SpaceJson, path: string, name: string, outer: readonly Scope[], names: Names): readonly Place[] {
  const scopes = [{ prefix: path, members: json }, ...outer]
  return Object.entries(json).map(([key, child]) =>
    place({ key, path: path + key, name: name + key, json: child, scopes }, path + key, names),
  )
}

function place(seat: Seat, owner: string, names: Names): Place {
  switch (seat.json.type) {
    case "mix":
      return placeMix(seat, seat.json, owner, names)
    case "list":
      return placeList(seat, owner, names)
    case "branch":
    case "schedule":
      return placeBranch(seat, seat.json, owner, names)
    case "network":
      return placeNetwork(seat, seat.json, owner, names, place)
    case "derived": {
      const { path, json, scopes } = seat
      names.add({ path, kind: "derived", primitives: [], derived: { expr: json.expr, scopes }, read: () => undefined }, owner)
      return seat
    }
    default: {
      const { path, name, json } = seat
      names.add({ path, kind: json.type, type: typeOf(json), primitives: [name], read: (flat) => flat[name] }, owner)
      return seat
    }
  }
}

function placeMix(seat: Seat, json: MixJson, owner: string, names: Names): Place {
  const parts = json.of.filter((part): part is ParameterJson => typeof part === "object" && part !== null)
  const ranges = parts.map((part, i) => {
    const label = `range${i + 1}`
    return { label, place: { ...seat, key: label, name: `${seat.name}.${label}`, json: part } }
  })
  const labels = new Map(ranges.map(({ label, place }) => [label, place.name]))
  const taken = json.of.find((part) => typeof part === "string" && labels.has(part))
  if (taken !== undefined) throw fault("D111", { name: String(taken), first: `A value of ${seat.path}`, second: "one of its ranges" })
  const { path, name } = seat
  names.add(
    {
      path,
      kind: "mix",
      type: common(json.of.map((part) => (typeof part === "object" && part !== null ? typeOf(part) : scalarType(part)))),
      primitives: [name, ...ranges.map(({ place }) => place.name)],
      read(flat) {
        const chosen = flat[name]
        const range = typeof chosen === "string" ? labels.get(chosen) : undefined
        return range === undefined ? chosen : flat[range]
      },
    },
    owner,
  )
  return { ...seat, ranges: ranges.map(({ label, place }) => ({ label, place: withDefault(place, defaultIn(json, place.json)) })) }
}

/** The default of a mixture that is no value of its own belongs to the range that holds it. */
function defaultIn(mix: MixJson, part: ParameterJson): Json | undefined {
  const { default: standard } = mix
  if (standard === undefined || (mix.of as readonly unknown[]).includes(standard)) return undefined
  if (part.type === "float" || part.type === "int")
    return typeof standard === "number" && standard >= part.low && standard <= part.high ? standard : undefined
  return part.type === "choice" || part.type === "ordinal" ? part.values.find((value) => value === standard) : undefined
}

const withDefault = (place: Place, standard: Json | undefined): Place =>
  standard === undefined ? place : { ...place, json: { ...place.json, default: standard } as ParameterJson }

function placeList(seat: Seat, owner: string, names: Names): Place {
  const json = seat.json as Extract<ParameterJson, { type: "list" }>
  const { path, name, scopes } = seat
  names.add({ path, kind: "list", primitives: [], read: () => undefined }, owner)
  const length = typeof json.length === "number" ? json.length : lengthNamed(path, json.length, scopes)
  const most = typeof length === "number" ? length : Math.max(...length.counts)
  const standards = Array.isArray(json.default) ? (json.default as readonly Json[]) : []
  const items = Array.from({ length: most }, (_, i) => {
    const standard = standards[i]
    const of = standard === undefined ? json.of : ({ ...json.of, default: standard } as ParameterJson)
    return place({ key: String(i), path: `${path}[${i}]`, name: `${name}[${i}]`, json: of, scopes }, `${owner}[${i}]`, names)
  })
  return { ...seat, items, length }
}

function lengthNamed(list: string, name: string, scopes: readonly Scope[]): Counted {
  const scope = scopes.find(({ members }) => Object.hasOwn(members, name))
  const refuse = (problem: string) => fault("D108", { parameter: list, at: `length ${name}`, problem })
  if (scope === undefined) throw refuse(`its length is ${name}, which is not in the space`)
  const parent = scope.members[name]!
  const counts = countsOf(parent)
  if (counts.length === 0 || !counts.every((n) => Number.isInteger(n) && n >= 0))
    throw refuse(`its length is ${name}, which does not count from 0 or 1 on`)
  const most = Math.max(...counts)
  if (most > LONGEST) throw refuse(`its length ${name} goes up to ${most}, more than ${LONGEST}`)
  return { path: scope.prefix + name, counts }
}

/** What a parameter can count; no numbers at all when it is of another type. A range is not written out beyond what is allowed. */
function countsOf(json: ParameterJson): readonly number[] {
  if (json.type !== "int" && json.type !== "choice" && json.type !== "ordinal" && json.type !== "fixed") return []
  const parameter = primitive("", withoutDefault(json), undefined)
  const all = Array.from({ length: Math.min(levels(parameter), LONGEST + 2) }, (_, k) => valueAt(parameter, k))
  return all.map((value) => (typeof value === "number" ? value : NaN))
}

const withoutDefault = (json: LeafJson): LeafJson => {
  const { default: _, ...rest } = json
  return rest as LeafJson
}

function placeBranch(seat: Seat, given: BranchJson | ScheduleJson, owner: string, names: Names): Place {
  const json = branchOf(given)
  const { path, name, scopes } = seat
  names.add({ path, kind: given.type, type: "string", primitives: [name], read: (flat) => flat[name] }, owner)
  const children = Object.entries(json.branches).flatMap(([branch, parameters]) =>
    Object.entries(parameters).map(([key, child]) => ({ branch, parameters, key, child: withBranchDefault(json, branch, key, child) })),
  )
  const grouped = new Map<string, { readonly place: Place; readonly branches: string[] }>()
  for (const { branch, parameters, key, child } of children) {
    const others = children.filter((other) => other.key === key)
    const shared = others.every((other) => sameEverywhere(other.child, child))
    const group = `${key} ${shared ? "" : branch}`
    const known = grouped.get(group)
    if (known !== undefined) {
      known.branches.push(branch)
      continue
    }
    const own = shared ? `${name}.${key}` : `${name}.${branch}.${key}`
    const inner = [{ prefix: `${path}.`, members: parameters }, ...scopes]
    const childSeat = { key, path: `${path}.${key}`, name: own, json: child, scopes: inner }
    grouped.set(group, { place: place(childSeat, `${owner}.${key}`, names), branches: [branch] })
  }
  return { ...seat, children: [...grouped.values()] }
}

/** A child that several branches have alike is one parameter; unless it has conditions, whose names could differ. */
function sameEverywhere(a: ParameterJson, b: ParameterJson): boolean {
  const text = JSON.stringify(a)
  return a === b || (text === JSON.stringify(b) && !text.includes('"when"') && !text.includes('"derived"') && !text.includes('"length"'))
}

/** A branch's default may be a whole assignment; each child takes its part. */
function withBranchDefault(json: Common, branch: string, key: string, child: ParameterJson): ParameterJson {
  const standard = json.default
  if (typeof standard !== "object" || standard === null || Array.isArray(standard)) return child
  const { use, ...rest } = standard as Readonly<Record<string, Json>>
  const inner =
    use === branch
      ? rest
      : use === undefined
        ? ((standard as Readonly<Record<string, Json>>)[branch] as typeof rest | undefined)
        : undefined
  const value = inner?.[key]
  return value === undefined ? child : ({ ...child, default: value } as ParameterJson)
}

function typeOf(json: ParameterJson): Type {
  switch (json.type) {
    case "float":
    case "int":
      return "number"
    case "bool":
      return "boolean"
    case "choice":
    case "ordinal":
      return common(json.values.map(scalarType))
    case "fixed":
      return scalarType(json.value)
    default:
      return "any"
  }
}

function scalarType(value: Json): Type {
  const type = typeof value
  return type === "number" || type === "string" || type === "boolean" ? type : "any"
}

const common = (types: readonly Type[]): Type => (types.every((type) => type === types[0]) ? (types[0] ?? "any") : "any")
