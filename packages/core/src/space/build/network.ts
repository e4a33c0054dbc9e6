import type { Json } from "../../event/json.ts"
import type { ParameterJson } from "../parameter-json.ts"
import type { Flatten, Options, Spec } from "./spec.ts"

/** A field of a layer: a value, values of which one is chosen, or a parameter. */
type Field = string | number | boolean | readonly Json[] | Spec

/** What each layer of a chain has; `op` names the operations. */
type LayerFields = Readonly<Record<string, Field>> & { readonly op: string | readonly string[] | Spec<string> }

interface ChainOptions<L extends LayerFields, S extends keyof L & string> extends Options<ChainOf<L, S>> {
  /** How many layers: a number, numbers to choose from, or an int; at least 1. */
  readonly depth: number | readonly number[] | Spec<number>
  readonly layer: L
  /** Fields that are the same in all layers. */
  readonly shared?: readonly S[]
}

interface OnEdges<E extends string> extends Options<EdgeCell<E>> {
  /** From 2 on; the first is the input, the last the output. */
  readonly nodes: number
  /** What each edge may do; `none` leaves it out. */
  readonly edges: readonly E[]
  readonly max_edges?: number
}

interface OnNodes<O extends string> extends Options<NodeCell<O>> {
  /** From 3 on; the first is the input, the last the output. */
  readonly nodes: number
  /** What each node between input and output may do. */
  readonly operations: readonly O[]
  readonly max_edges?: number
}

/** In a configuration: a layer that passes on has only `op` and what all layers share. */
type ChainOf<L extends LayerFields, S extends PropertyKey> = { layers: LayerOf<L, S>[] }
type LayerOf<L extends LayerFields, S extends PropertyKey> =
  Flatten<{ op: Exclude<ValueIn<L["op"]>, Passing> } & { -readonly [K in Exclude<keyof L, "op">]: ValueIn<L[K]> }> | IdleOf<L, S>
type IdleOf<L extends LayerFields, S extends PropertyKey> = [Extract<ValueIn<L["op"]>, Passing>] extends [never]
  ? never
  : Flatten<{ op: Extract<ValueIn<L["op"]>, Passing> } & { -readonly [K in Exclude<keyof L & S, "op">]: ValueIn<L[K]> }>
type ValueIn<F> = F extends Spec<infer T> ? T : F extends readonly (infer T)[] ? T : F
type Passing = "identity" | "skip" | "skip_connect"

type EdgeCell<E extends string> = { edges: { from: number; to: number; op: Exclude<E, "none"> }[] }
type NodeCell<O extends string> = { operations: ("input" | O | "output")[]; edges: [from: number, to: number][] }

/**
 * Layers one after another: `network.chain({ depth: int(2, 8), layer: { op: ["conv", "sepconv", "identity"], width: int(8, 64, { scale:
 * "log" }), skip: bool() } })`. In a configuration `{ layers: [{ op: "conv", width: 32, … }, …] }`; a layer that is an identity has no other fields.
 */
function chain<const L extends LayerFields, const S extends keyof L & string = never>(
  options: ChainOptions<L, S>,
): Spec<ChainOf<L, S>, false> {
  const { depth, layer, ...rest } = options
  const fields = Object.entries(layer).map(([name, field]) => [name, plain(field)] as const)
  const json = { type: "network", kind: "chain", depth: plain(depth), layer: Object.fromEntries(fields), ...rest }
  return { json: json as unknown as ParameterJson }
}

/**
 * A small graph from input to output, with operations on its edges, `network.cell({ nodes: 4, edges: ["none", "skip", "conv3x3"] })`, or
 * on its nodes, `network.cell({ nodes: 7, operations: ["conv1x1", "conv3x3"], max_edges: 9 })`.
 */
function cell<const E extends string>(options: OnEdges<E>): Spec<EdgeCell<E>, false>
function cell<const O extends string>(options: OnNodes<O>): Spec<NodeCell<O>, false>
function cell(options: object): Spec {
  return { json: { type: "network", kind: "cell", ...options } as unknown as ParameterJson }
}

/** An architecture that is searched as parameters; docs/networks.md. Checked when `space` takes it in, with D190 to D196. */
export const network = { chain, cell }

const plain = (value: unknown): unknown => (typeof value === "object" && value !== null && "json" in value ? value.json : value)
