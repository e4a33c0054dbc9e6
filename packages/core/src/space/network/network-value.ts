import { fault } from "../../errors/fault.ts"
import type { Json } from "../../event/json.ts"
import { sameJson } from "../../expression/same-json.ts"
import type { Flat } from "../parameter.ts"
import { fitsCell } from "./cell-edges.ts"
import type { CellLayout, ChainLayout, Layout } from "./layout.ts"

/**
 * A network as a configuration has it: `{ layers: [{ op, width, … }, …] }`; `{ edges: [{ from, to, op }, …] }` without what is `none`;
 * or `{ operations: ["input", …, "output"], edges: [[0, 1], …] }`.
 */
export function networkValue(layout: Layout, flat: Flat): Json {
  if (layout.kind === "chain") return { layers: layersOf(layout, flat).map((layer) => present(layer, flat)) }
  const there = layout.edges.filter(({ name }) => flat[name] !== (layout.on === "edges" ? "none" : false))
  if (layout.on === "edges") return { edges: there.map(({ from, to, name }) => ({ from, to, op: flat[name]! })) }
  return {
    operations: ["input", ...layout.operations.map((name) => flat[name]!), "output"],
    edges: there.map(({ from, to }) => [from, to]),
  }
}

/** The layers that are there. */
export const layersOf = ({ depth, layers }: ChainLayout, flat: Flat): ChainLayout["layers"] =>
  layers.slice(0, typeof depth === "number" ? depth : (flat[depth] as number))

const present = (layer: Readonly<Record<string, string>>, flat: Flat): Json =>
  Object.fromEntries(Object.entries(layer).flatMap(([field, name]) => (flat[name] === undefined ? [] : [[field, flat[name]]])))

/** The values of the primitives behind such a network, not yet checked against domains. Throws D197 for one that cannot be built. */
export function readNetwork(layout: Layout, path: string, value: Json, raw: Record<string, Json>): void {
  const problem = !isRecord(value)
    ? "it is no object"
    : layout.kind === "chain"
      ? readLayers(layout, value, raw)
      : layout.on === "edges"
        ? readEdges(layout, value, raw)
        : readNodes(layout, value, raw)
  const wrong = problem ?? (layout.kind === "cell" ? fitsCell(layout, raw) : undefined)
  if (wrong !== undefined) throw fault("D197", { name: path, problem: wrong })
}

type Raw = Record<string, Json>
type Given = Readonly<Record<string, Json>>

function readLayers({ depth, layers, shared }: ChainLayout, { layers: given, ...rest }: Given, raw: Raw): string | undefined {
  if (!Array.isArray(given) || Object.keys(rest).length > 0) return `it is not of the form {"layers":[…]}`
  const list = given as readonly Json[]
  if (typeof depth === "number" ? list.length !== depth : list.length > layers.length)
    return `it has ${list.length} layers, where ${typeof depth === "number" ? depth : `up to ${layers.length}`} are allowed`
  if (list.length === 0) return "it has no layer"
  if (typeof depth === "string") raw[depth] = list.length
  for (const [i, layer] of list.entries()) {
    if (!isRecord(layer)) return `layer ${i} is no object`
    for (const [field, one] of Object.entries(layer)) {
      const name = layers[i]![field]
      if (name === undefined) return `layer ${i} has ${field}, which a layer of this space has not: ${Object.keys(layers[i]!).join(", ")}`
      if (shared.includes(field) && raw[name] !== undefined && !sameJson(raw[name], one))
        return `${field} is ${JSON.stringify(one)} in layer ${i}, but it is the same in all layers`
      raw[name] = one
    }
  }
  return undefined
}

function readEdges(layout: CellLayout, { edges, ...rest }: Given, raw: Raw): string | undefined {
  if (!Array.isArray(edges) || Object.keys(rest).length > 0) return `it is not of the form {"edges":[{"from":0,"to":1,"op":…},…]}`
  const given = new Set<string>()
  for (const edge of edges as readonly Json[]) {
    const { from, to, op } = isRecord(edge) ? edge : {}
    const name = nameOf(layout, from, to)
    if (name === undefined || op === undefined) return noEdge(layout, edge)
    if (given.has(name)) return `the edge from ${String(from)} to ${String(to)} is given twice`
    given.add(name)
    raw[name] = op
  }
  for (const { from, to, name } of layout.edges) {
    if (given.has(name)) continue
    if (!layout.sparse) return `the edge from ${from} to ${to} is missing, and none of the operations is "none"`
    raw[name] = "none"
  }
  return undefined
}

function readNodes(layout: CellLayout, { operations, edges, ...rest }: Given, raw: Raw): string | undefined {
  if (!Array.isArray(operations) || !Array.isArray(edges) || Object.keys(rest).length > 0)
    return `it is not of the form {"operations":["input",…,"output"],"edges":[[0,1],…]}`
  const names = operations as readonly Json[]
  if (names.length !== layout.nodes || names[0] !== "input" || names.at(-1) !== "output")
    return `operations are ${layout.nodes} names, the first "input" and the last "output"`
  layout.operations.forEach((name, i) => (raw[name] = names[i + 1]!))
  for (const { name } of layout.edges) raw[name] = false
  for (const edge of edges as readonly Json[]) {
    const [from, to] = Array.isArray(edge) && edge.length === 2 ? (edge as readonly Json[]) : []
    const name = nameOf(layout, from, to)
    if (name === undefined) return noEdge(layout, edge)
    if (raw[name] === true) return `the edge from ${String(from)} to ${String(to)} is given twice`
    raw[name] = true
  }
  return undefined
}

const nameOf = ({ edges }: CellLayout, from: Json | undefined, to: Json | undefined): string | undefined =>
  edges.find((edge) => edge.from === from && edge.to === to)?.name

const noEdge = ({ nodes }: CellLayout, edge: Json): string =>
  `${JSON.stringify(edge)} is no edge from one of the nodes 0 to ${nodes - 1} to a later one`

const isRecord = (value: Json): value is Given => typeof value === "object" && value !== null && !Array.isArray(value)
