import type { Flat } from "../parameter.ts"

/** A directed graph without cycles: the nodes stand in topological order, the input first and the output last. */
export interface Graph {
  /** What each node does: `input`, `output`, or an operation. */
  readonly labels: readonly string[]
  /** Pairs of positions, from the earlier node to the later one. */
  readonly edges: readonly (readonly [from: number, to: number])[]
}

/** A network of a space: its primitives, and the graph that their values describe. */
export interface NetworkParameter {
  readonly name: string
  /** Names of the primitives that it was lowered to. */
  readonly primitives: readonly string[]
  /** Without nodes that no path from input to output touches; two configurations that build the same network give equal graphs. */
  graph(flat: Flat): Graph
}
