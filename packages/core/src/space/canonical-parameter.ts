import { fault } from "../errors/fault.ts"
import { nearest } from "../errors/nearest.ts"
import type { Json } from "../event/json.ts"
import { parse } from "../expression/parse.ts"
import { print } from "../expression/print.ts"
import { sameJson } from "../expression/same-json.ts"
import { looksLikeParameter } from "./grammar/looks-like-parameter.ts"
import { orderedValues } from "./grammar/ordered-values.ts"
import { readText } from "./grammar/read-text.ts"
import { refuseName } from "./name.ts"
import { textOrigin, type Origin } from "./origin.ts"
import { canonicalNumeric } from "./canonical-numeric.ts"
import { canonicalNetwork, networkKeys } from "./network/canonical-network.ts"
import { canonicalSchedule } from "./schedule/canonical-schedule.ts"
import { scheduleFields } from "./schedule/schedule-fields.ts"
import { parameterTypes, type Common, type ParameterJson, type Scalar, type SpaceJson, type WhenJson } from "./parameter-json.ts"

/**
 * The canonical form of one parameter, from any form in which people write it: an object, a string in the one-line grammar, or the list of its
 * values, which is an ordinal where they are numbers in order.
 * Throws D101 to D110, D117, D118, D190 to D196. What depends on other parameters (names in `when`, `length`, expressions) is checked when
 * the space is built.
 */
export function canonicalParameter(given: unknown, origin: Origin): ParameterJson {
  if (typeof given === "string") return fromText(given, origin.name)
  const listed = Array.isArray(given) && given.length > 0 ? { type: orderedValues(given) ? "ordinal" : "choice", values: given } : given
  if (!isRecord(listed))
    throw refuse(
      origin,
      given,
      undefined,
      "a parameter: an object with a type, a string such as log(1e-5, 0.1), or a list of values",
      given,
    )
  const node = withType(listed)
  const type = node["type"]
  if (!isType(type)) throw unknownType(origin, listed, type)
  refuseUnknownKeys(node, type, origin, listed)
  return bodies[type](node, origin, listed)
}

/** A whole space, or the parameters of one branch. `path` leads to it in messages. */
export function canonicalSpace(given: Readonly<Record<string, unknown>>, originOf: (name: string, value: unknown) => Origin): SpaceJson {
  const parameters: Record<string, ParameterJson> = {}
  for (const [name, value] of Object.entries(given)) {
    const origin = originOf(name, value)
    refuseName(name, () => origin.spot(value))
    parameters[name] = canonicalParameter(value, origin)
  }
  return parameters
}

/** A name that stands before the text is shown with it: `lr=log(0, 0.1)`. */
function fromText(given: string, name: string | undefined): ParameterJson {
  const text = name === undefined ? given : `${name}=${given}`
  const { json, offsets } = readText(text, text.length - given.length)
  return canonicalParameter(json, textOrigin(text, offsets))
}

type Type = (typeof parameterTypes)[number]
type Given = Readonly<Record<string, unknown>>

const isRecord = (value: unknown): value is Given => typeof value === "object" && value !== null && !Array.isArray(value)
const isType = (value: unknown): value is Type => (parameterTypes as readonly unknown[]).includes(value)

/** In a configuration file a branch may be written `{ branch: {…} }`. */
function withType(given: Given): Given {
  if (given["type"] !== undefined || given["branch"] === undefined) return given
  const { branch, ...rest } = given
  return { type: "branch", branches: branch, ...rest }
}

const COMMON = ["type", "default", "prior", "unit", "when", "was", "was_called"] as const
const KEYS: Readonly<Record<Type, readonly string[]>> = {
  float: ["low", "high", "scale", "step"],
  int: ["low", "high", "scale", "step"],
  choice: ["values"],
  ordinal: ["values"],
  bool: [],
  mix: ["of"],
  list: ["length", "of"],
  branch: ["branches"],
  fixed: ["value"],
  derived: ["expr"],
  schedule: ["forms", ...scheduleFields],
  network: networkKeys,
}

function refuseUnknownKeys(node: Given, type: Type, origin: Origin, given: unknown): void {
  const known = [...KEYS[type], ...COMMON]
  for (const key of Object.keys(node)) {
    if (!known.includes(key)) throw fault("D117", { ...origin.spot(given, key), key, known, nearest: nearest(key, known) })
  }
}

function unknownType(origin: Origin, given: Given, type: unknown) {
  if (type === undefined) return refuse(origin, given, undefined, `"type"`, undefined)
  const name = typeof type === "string" ? type : JSON.stringify(type)
  const near = type === "log" ? 'float with "scale": "log"' : nearest(name, parameterTypes)
  return fault("D104", { ...origin.spot(given, "type"), name, known: parameterTypes, nearest: near })
}

type Body = (node: Given, origin: Origin, given: unknown) => ParameterJson

const bodies: Readonly<Record<Type, Body>> = {
  float: (node, origin, given) => ({ ...canonicalNumeric("float", node, origin, given), ...common(node, origin, given) }) as ParameterJson,
  int: (node, origin, given) => ({ ...canonicalNumeric("int", node, origin, given), ...common(node, origin, given) }) as ParameterJson,
  choice: (node, origin, given) => ({ type: "choice", values: distinct(node, origin, given), ...common(node, origin, given) }),
  ordinal: (node, origin, given) => ({ type: "ordinal", values: distinct(node, origin, given), ...common(node, origin, given) }),
  bool: (node, origin, given) => ({ type: "bool", ...common(node, origin, given) }),
  fixed(node, origin, given) {
    const { value } = node
    if (!isJson(value)) throw refuse(origin, given, "value", "a JSON value", value)
    return { type: "fixed", value, ...common(node, origin, given) }
  },
  mix(node, origin, given) {
    const { of } = node
    if (!Array.isArray(of) || of.length === 0) throw refuse(origin, given, "of", "an array of values and ranges", of)
    const parts = of.map((part: unknown) => mixPart(part, origin, of))
    refuseTwice(parts as readonly Json[], origin, of)
    return { type: "mix", of: parts, ...common(node, origin, given) }
  },
  list(node, origin, given) {
    const { length, of } = node
    const counted = typeof length === "number" && Number.isInteger(length) && length >= 0 && length <= LONGEST
    if (!counted && typeof length !== "string")
      throw refuse(origin, given, "length", `a whole number up to ${LONGEST}, or the name of an int`, length)
    if (of === undefined) throw refuse(origin, given, "of", "a parameter", of)
    return { type: "list", length, of: canonicalParameter(of, origin), ...common(node, origin, given) }
  },
  branch(node, origin, given) {
    const { branches } = node
    if (!isRecord(branches) || Object.keys(branches).length === 0)
      throw refuse(origin, given, "branches", "an object of branches", branches)
    return { type: "branch", branches: canonicalBranches(branches, origin), ...common(node, origin, given) }
  },
  derived(node, origin, given) {
    if (typeof node["expr"] !== "string") throw refuse(origin, given, "expr", "an expression", node["expr"])
    return { type: "derived", expr: print(parse(node["expr"], origin.within(given, "expr", node["expr"]))), ...common(node, origin, given) }
  },
  schedule: (node, origin, given) => ({
    ...canonicalSchedule(node, origin, given, canonicalParameter),
    ...common(node, origin, given),
  }),
  network: (node, origin, given) => ({
    ...canonicalNetwork(node, origin, given, canonicalParameter),
    ...common(node, origin, given),
  }),
}

/** More elements than anybody tunes; each becomes a parameter of its own. */
export const LONGEST = 1000

function canonicalBranches(branches: Given, origin: Origin): Readonly<Record<string, SpaceJson>> {
  const canonical: Record<string, SpaceJson> = {}
  for (const [name, parameters] of Object.entries(branches)) {
    refuseName(name, () => origin.spot(branches, name))
    if (!isRecord(parameters)) throw refuse(origin, branches, name, "an object of parameters ({} for none)", parameters)
    for (const child of Object.keys(parameters)) {
      // `use` is where a configuration says which branch it took.
      if (child === "use")
        throw fault("D111", { name: "use", first: `The parameter use of the branch ${name}`, second: "the name of the branch itself" })
    }
    canonical[name] = canonicalSpace(parameters, (child) => ({ ...origin, name: child }))
  }
  return canonical
}

/** A string in a mix is a value, unless it reads as a parameter; a value that does is kept as `fixed`. */
function mixPart(part: unknown, origin: Origin, of: readonly unknown[]): Scalar | ParameterJson {
  if (part === null || typeof part === "boolean" || (typeof part === "number" && Number.isFinite(part))) return part
  if (typeof part === "string" && !looksLikeParameter(part)) return part
  const parameter = canonicalParameter(part, origin)
  const { type } = parameter
  if (parameter.when !== undefined) throw refuse(origin, of, of.indexOf(part), "a part of a mix without a condition", part)
  if (type === "fixed" && isScalar(parameter.value) && !(typeof parameter.value === "string" && looksLikeParameter(parameter.value)))
    return parameter.value
  if (type === "float" || type === "int" || type === "choice" || type === "ordinal" || (type === "fixed" && isScalar(parameter.value)))
    return parameter
  throw refuse(origin, of, of.indexOf(part), "a value, a range, a choice or an ordinal", part)
}

const isScalar = (value: Json): value is Scalar => typeof value !== "object" || value === null

function distinct(node: Given, origin: Origin, given: unknown): readonly Json[] {
  const { values } = node
  if (!Array.isArray(values) || values.length === 0) throw refuse(origin, given, "values", "an array of one or more values", values)
  values.forEach((value: unknown, i) => {
    if (!isJson(value)) throw refuse(origin, values, i, "a JSON value", value)
  })
  refuseTwice(values as readonly Json[], origin, values)
  return values as readonly Json[]
}

function refuseTwice(values: readonly Json[], origin: Origin, given: unknown): void {
  values.forEach((value, i) => {
    const first = values.findIndex((other) => sameJson(other, value))
    if (first < i) throw fault("D106", { ...origin.spot(given, i), value: JSON.stringify(value) })
  })
}

function common(node: Given, origin: Origin, given: unknown): Common {
  const { default: standard, prior, unit, when, was, was_called: called } = node
  if (standard !== undefined && !isJson(standard)) throw refuse(origin, given, "default", "a JSON value", standard)
  if (prior !== undefined && !isJson(prior)) throw refuse(origin, given, "prior", "a JSON value", prior)
  if (unit !== undefined && typeof unit !== "string") throw refuse(origin, given, "unit", "a word", unit)
  if (was !== undefined && !isJson(was)) throw refuse(origin, given, "was", "a JSON value", was)
  if (called !== undefined && typeof called !== "string") throw refuse(origin, given, "was_called", "an earlier name", called)
  return {
    ...(standard !== undefined && { default: standard }),
    ...(prior !== undefined && { prior }),
    ...(unit !== undefined && { unit }),
    ...(when !== undefined && { when: canonicalWhen(when, origin, given) }),
    ...(was !== undefined && { was }),
    ...(called !== undefined && { was_called: called }),
  }
}

function canonicalWhen(when: unknown, origin: Origin, given: unknown): WhenJson {
  if (typeof when === "string") return print(parse(when, origin.within(given, "when", when)))
  if (!isRecord(when) || Object.keys(when).length === 0)
    throw refuse(origin, given, "when", "an object of parents with their values, or an expression", when)
  const entries = Object.entries(when).map(([parent, values]): [string, readonly Json[]] => {
    const list: unknown = Array.isArray(values) ? values : [values]
    if (!isJson(list) || !Array.isArray(list) || list.length === 0) throw refuse(origin, when, parent, "an array of values", values)
    return [parent, list as readonly Json[]]
  })
  return Object.fromEntries(entries)
}

function isJson(value: unknown): value is Json {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true
  if (typeof value === "number") return Number.isFinite(value)
  if (typeof value !== "object") return false
  return Object.values(value).every(isJson)
}

function refuse(origin: Origin, node: unknown, key: string | number | undefined, expected: string, found: unknown) {
  return fault("D118", {
    ...origin.spot(node, key),
    expected,
    found: shown(found),
  })
}

function shown(value: unknown): string {
  if (value === undefined) return "nothing"
  return typeof value === "number" ? String(value) : (JSON.stringify(value) ?? typeof value)
}
