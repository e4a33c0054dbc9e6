import type { NetworkJson, ParameterJson } from "../parameter-json.ts"

/** Which primitive says what of a network, by the names of primitives. */
export type Layout = ChainLayout | CellLayout

/** Layers one after another. */
export interface ChainLayout {
  readonly kind: "chain"
  /** The number of layers, or the primitive that says it. */
  readonly depth: number | string
  /** For each layer up to the deepest, the primitive of each field, in the order of declaration; `op` is always among them. */
  readonly layers: readonly Readonly<Record<string, string>>[]
  /** Fields that are the same in all layers. */
  readonly shared: readonly string[]
}

/** A small graph: node 0 is the input, the last node the output, and each edge leads to a later node. */
export interface CellLayout {
  readonly kind: "cell"
  readonly nodes: number
  /** What the operations stand on. */
  readonly on: "edges" | "nodes"
  /** All possible edges: the primitive holds an operation (`none` for no edge), or whether the edge is there. */
  readonly edges: readonly { readonly from: number; readonly to: number; readonly name: string }[]
  /** With operations on nodes, the primitives of nodes 1 to nodes - 2. */
  readonly operations: readonly string[]
  /** What an edge may do: the operations without `none`; empty with operations on nodes. */
  readonly kinds: readonly string[]
  /** Whether an edge may be absent. */
  readonly sparse: boolean
  /** The most edges that may be there. */
  readonly maxEdges: number
}

/** A primitive of a network: what follows the network's name, its domain, and in a chain its layer and field. */
export interface Part {
  readonly suffix: string
  readonly json: ParameterJson
  readonly layer?: number
  readonly field?: string
}

/** Operations that pass on what they are given; a layer of such a kind has no other fields. */
export const passing: readonly string[] = ["identity", "skip", "skip_connect"]

/** The parts that a network is lowered to, those that others wait for first, and their layout under a name. */
export function layoutOf(json: NetworkJson, name: string): { readonly layout: Layout; readonly parts: readonly Part[] } {
  return json.kind === "chain" ? chainOf(json, name) : cellOf(json, name)
}

type ChainJson = Extract<NetworkJson, { kind: "chain" }>
type CellJson = Extract<NetworkJson, { kind: "cell" }>

function chainOf({ depth, layer, shared = [] }: ChainJson, name: string): { layout: ChainLayout; parts: readonly Part[] } {
  const most = typeof depth === "number" ? depth : Math.max(...countsOf(depth))
  const fields = Object.entries(layer)
  const own = fields.filter(([field]) => !shared.includes(field))
  const parts: readonly Part[] = [
    ...(typeof depth === "number" ? [] : [{ suffix: "depth", json: depth }]),
    ...fields.filter(([field]) => shared.includes(field)).map(([field, json]) => ({ suffix: field, json, field })),
    ...Array.from({ length: most }, (_, layer) =>
      own.map(([field, json]): Part => ({ suffix: `${layer}.${field}`, json, layer, field })),
    ).flat(),
  ]
  const nameOf = (layer: number, field: string) => `${name}.${shared.includes(field) ? field : `${layer}.${field}`}`
  const layers = Array.from({ length: most }, (_, i) => Object.fromEntries(fields.map(([field]) => [field, nameOf(i, field)])))
  return { layout: { kind: "chain", depth: typeof depth === "number" ? depth : `${name}.depth`, layers, shared }, parts }
}

/** The depths that a parameter of depths can take, in its order. */
export function countsOf(json: ParameterJson): readonly number[] {
  if (json.type === "fixed") return [json.value as number]
  if (json.type === "choice" || json.type === "ordinal") return json.values as readonly number[]
  if (json.type !== "int") return []
  const all = Array.from({ length: Math.floor((json.high - json.low) / (json.step ?? 1)) + 1 }, (_, k) => json.low + k * (json.step ?? 1))
  return json.scale === "pow2" ? all.filter((n) => [1, 2, 4, 8, 16, 32, 64].includes(n)) : all
}

function cellOf(json: CellJson, name: string): { layout: CellLayout; parts: readonly Part[] } {
  const { nodes } = json
  const pairs = pairsOf(nodes)
  const most = Math.min(json.max_edges ?? pairs.length, pairs.length)
  const first = firstPath(nodes, most)
  const edges = pairs.map(([from, to]) => ({ from, to, name: `${name}.${from}-${to}` }))
  if ("edges" in json) {
    const kinds = json.edges.filter((kind) => kind !== "none")
    const sparse = kinds.length < json.edges.length
    const parts = pairs.map(([from, to]): Part => {
      const standard = sparse && !first.has(to * nodes + from) ? "none" : (kinds.find((kind) => !passing.includes(kind)) ?? kinds[0]!)
      return { suffix: `${from}-${to}`, json: { type: "choice", values: json.edges, default: standard } }
    })
    return { layout: { kind: "cell", nodes, on: "edges", edges, operations: [], kinds, sparse, maxEdges: most }, parts }
  }
  const inner = Array.from({ length: nodes - 2 }, (_, i) => `${i + 1}.op`)
  const parts = [
    ...inner.map((suffix): Part => ({ suffix, json: { type: "choice", values: json.operations } })),
    ...pairs.map(([from, to]): Part => ({ suffix: `${from}-${to}`, json: { type: "bool", default: first.has(to * nodes + from) } })),
  ]
  const operations = inner.map((suffix) => `${name}.${suffix}`)
  return { layout: { kind: "cell", nodes, on: "nodes", edges, operations, kinds: [], sparse: true, maxEdges: most }, parts }
}

/** All edges that a cell can have, by the node that they lead to. */
const pairsOf = (nodes: number): readonly (readonly [number, number])[] =>
  Array.from({ length: nodes }, (_, to) => Array.from({ length: to }, (_, from) => [from, to] as const)).flat()

/** Where a search begins unless a default says otherwise: one path through as many nodes as may be, as to · nodes + from. */
function firstPath(nodes: number, most: number): ReadonlySet<number> {
  const length = Math.min(most, nodes - 1)
  return new Set(Array.from({ length }, (_, k) => (k === length - 1 ? (nodes - 1) * nodes + k : (k + 1) * nodes + k)))
}
