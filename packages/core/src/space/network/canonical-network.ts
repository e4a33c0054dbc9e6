import { fault } from "../../errors/fault.ts"
import { nearest } from "../../errors/nearest.ts"
import { looksLikeParameter } from "../grammar/looks-like-parameter.ts"
import { refuseName } from "../name.ts"
import type { Origin } from "../origin.ts"
import type { NetworkJson, ParameterJson, SpaceJson } from "../parameter-json.ts"
import { countsOf, passing } from "./layout.ts"

type Given = Readonly<Record<string, unknown>>
/** Reads one parameter in any form; throws for what is none. */
type Read = (given: unknown, origin: Origin) => ParameterJson
/** A network without what any parameter may have. */
type Bare<T = NetworkJson> = T extends NetworkJson ? Omit<T, "default" | "prior" | "unit" | "when" | "was" | "was_called"> : never

/** What a network may be given, by its kind. */
export const networkKeys: readonly string[] = ["kind", "depth", "layer", "shared", "nodes", "edges", "operations", "max_edges"]

/** More layers than anybody searches; each becomes several parameters. */
const DEEPEST = 64
/** More nodes would have 78 edges, each a parameter of its own. */
const MOST_NODES = 12

/**
 * The canonical network. A field of a layer is a value, an array of values, or a parameter, which `read` reads. Throws D190 to D196 for
 * a network that cannot be built, and what `read` throws.
 */
export function canonicalNetwork(node: Given, origin: Origin, given: unknown, read: Read): Bare {
  const { kind } = node
  const keys = kind === "chain" ? ["depth", "layer", "shared"] : ["nodes", "edges", "operations", "max_edges"]
  if (kind !== "chain" && kind !== "cell")
    throw fault("D196", { ...origin.spot(given, "kind"), problem: `a network is a chain or a cell, not ${shown(kind)}` })
  const stray = networkKeys.find((key) => key !== "kind" && node[key] !== undefined && !keys.includes(key))
  if (stray !== undefined) throw fault("D196", { ...origin.spot(given, stray), problem: `a ${kind} has no ${stray}` })
  return kind === "chain" ? chain(node, origin, given, read) : cell(node, origin, given)
}

function chain(node: Given, origin: Origin, given: unknown, read: Read): Bare {
  const { depth, layer, shared = [] } = node
  if (!isRecord(layer) || layer["op"] === undefined)
    throw fault("D190", { ...origin.spot(given, "layer"), problem: "a chain needs a layer with op, the operations to choose from" })
  const fields: SpaceJson = Object.fromEntries(Object.keys(layer).map((name) => [name, field(name, layer, origin, read)]))
  const known = Object.keys(fields)
  if (!Array.isArray(shared)) throw fault("D193", { ...origin.spot(given, "shared"), field: shown(shared), known, nearest: undefined })
  for (const [i, name] of (shared as readonly unknown[]).entries())
    if (typeof name !== "string" || !known.includes(name))
      throw fault("D193", { ...origin.spot(shared, i), field: shown(name), known, nearest: nearest(String(name), known) })
  const listed = known.filter((name) => shared.includes(name))
  const own = canonicalDepth(depth, origin, given, read)
  return { type: "network", kind: "chain", depth: own, layer: fields, ...(listed.length > 0 && { shared: listed }) }
}

function canonicalDepth(depth: unknown, origin: Origin, given: unknown, read: Read): number | ParameterJson {
  const wrong = (found: unknown) => fault("D191", { ...origin.spot(given, "depth"), found: shown(found), most: DEEPEST })
  const sound = (n: unknown) => typeof n === "number" && Number.isInteger(n) && n >= 1 && n <= DEEPEST
  if (depth === undefined || typeof depth === "number") {
    if (sound(depth)) return depth as number
    throw wrong(depth)
  }
  const draft: unknown = Array.isArray(depth) ? { type: "ordinal", values: depth as unknown } : depth
  if (Array.isArray(depth) && depth.length === 0) throw wrong(depth)
  const json = readAt(depth, draft, origin, read)
  const ends = json.type === "int" ? [json.low, json.high] : countsOf(json)
  const outside = ends.find((n) => !sound(n))
  if (outside !== undefined || ends.length === 0 || countsOf(json).length === 0 || json.when !== undefined) throw wrong(outside ?? depth)
  const counts = countsOf(json)
  return counts.length === 1 ? counts[0]! : json
}

function field(name: string, layer: Given, origin: Origin, read: Read): ParameterJson {
  const value = layer[name]
  const wrong = (found: string) => fault(name === "op" ? "D190" : "D192", facts(name, found, layer, origin))
  refuseName(name, () => origin.spot(layer, name))
  if (reserved.includes(name) || name.includes(".")) throw wrong("the name is taken, or has a dot in it")
  if (Array.isArray(value) && value.length === 0) throw wrong("it has no values")
  if (value === null || value === undefined) throw wrong("it has no value")
  const draft = draftOf(value)
  const json = readAt(value, draft, origin, read)
  if (!["float", "int", "choice", "ordinal", "bool", "fixed"].includes(json.type)) throw wrong(`it is a ${json.type}`)
  if (json.was !== undefined || json.was_called !== undefined) throw wrong("was belongs to the network as a whole")
  if (name === "op") refuseOperations(json, wrong)
  return json
}

const facts = (name: string, found: string, layer: Given, origin: Origin) => ({
  ...origin.spot(layer, name),
  field: name,
  found,
  problem: `op says no operations: ${found}`,
})

/** `op` names operations, at least one of which does something, under no condition. */
function refuseOperations(json: ParameterJson, wrong: (found: string) => Error): void {
  const values = json.type === "fixed" ? [json.value] : json.type === "choice" || json.type === "ordinal" ? json.values : []
  if (values.length === 0 || !values.every((value) => typeof value === "string" && value !== "")) throw wrong("they are names, as text")
  if (values.includes("none")) throw wrong('"none" would cut a chain in two; a layer that does nothing is "identity"')
  if (values.every((value) => passing.includes(value as string))) throw wrong("all of them pass on what they are given")
  if (json.when !== undefined) throw wrong("every layer has one, so it has no condition")
}

/** An array is a choice, of numbers in order an ordinal; text that is no parameter is itself. */
function draftOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    const numbers = value as readonly unknown[]
    const rising = numbers.length > 1 && numbers.every((one, i) => typeof one === "number" && (i === 0 || one > (numbers[i - 1] as number)))
    return { type: rising ? "ordinal" : "choice", values: value as unknown }
  }
  if (typeof value === "string")
    return value === "bool" || looksLikeParameter(value) || /[,(]/.test(value) ? value : { type: "fixed", value }
  return typeof value === "object" ? value : { type: "fixed", value }
}

/** Messages about a draft point at what it was made of. */
const readAt = (value: unknown, draft: unknown, origin: Origin, read: Read): ParameterJson =>
  read(draft, draft === value ? origin : { ...origin, spot: (node, key) => origin.spot(node === draft ? value : node, key) })

function cell(node: Given, origin: Origin, given: unknown): Bare {
  const { nodes, edges, operations, max_edges: most } = node
  if ((edges === undefined) === (operations === undefined)) {
    const problem =
      edges === undefined ? "a cell without edges and without operations does nothing" : "a cell cannot have edges and operations"
    throw fault(edges === undefined ? "D190" : "D196", { ...origin.spot(given), problem })
  }
  const least = edges === undefined ? 3 : 2
  if (typeof nodes !== "number" || !Number.isInteger(nodes) || nodes < least || nodes > MOST_NODES)
    throw fault("D194", { ...origin.spot(given, "nodes"), found: shown(nodes), least, most: MOST_NODES })
  const key = edges === undefined ? "operations" : "edges"
  const names = operationNames(node[key], key, origin, given)
  const all = (nodes * (nodes - 1)) / 2
  const needs = edges === undefined || names.includes("none") ? 1 : all
  if (most !== undefined && (typeof most !== "number" || !Number.isInteger(most) || most < needs))
    throw fault("D195", { ...origin.spot(given, "max_edges"), found: shown(most), least: needs })
  const bound = most !== undefined && (most as number) < all ? { max_edges: most as number } : {}
  return { type: "network", kind: "cell", nodes, [key]: names, ...bound } as unknown as Bare
}

function operationNames(given: unknown, key: "edges" | "operations", origin: Origin, node: unknown): readonly string[] {
  const wrong = (problem: string, at?: number) =>
    fault("D190", { ...(at === undefined ? origin.spot(node, key) : origin.spot(given, at)), problem: `${key} ${problem}` })
  if (!Array.isArray(given) || given.length === 0) throw wrong("is no array of operations")
  const names = given as readonly unknown[]
  names.forEach((name, i) => {
    if (typeof name !== "string" || name === "") throw wrong("are names, as text", i)
    if (names.indexOf(name) < i) throw fault("D106", { ...origin.spot(given, i), value: name })
    if (key === "operations" && ["none", "input", "output"].includes(name))
      throw wrong(`cannot be called ${name}, which the cell itself says`, i)
  })
  if (names.every((name) => name === "none" || passing.includes(name as string)) && key === "edges")
    throw wrong("hold no operation that does something")
  return names as readonly string[]
}

/** Words of a chain itself, and of every parameter. */
const reserved = ["depth", "layers", "shared", "layer", "kind", "type", "default", "prior", "unit", "when", "was", "was_called"]

const isRecord = (value: unknown): value is Given => typeof value === "object" && value !== null && !Array.isArray(value)
const shown = (value: unknown): string =>
  value === undefined ? "nothing" : typeof value === "string" ? value : (JSON.stringify(value) ?? typeof value)
