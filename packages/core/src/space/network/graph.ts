import type { Flat } from "../parameter.ts"
import type { Layout } from "./layout.ts"

/** A directed graph without cycles: the nodes stand in topological order, the input first and the output last. */
export interface Graph {
  /** What each node does: `input`, `output`, or an operation. */
  readonly labels: readonly string[]
  /** Pairs of positions, from the earlier node to the later one; what is given twice is added twice. */
  readonly edges: readonly (readonly [from: number, to: number])[]
}

/** A network of a space: its primitives, and the graph that their values describe. */
export interface NetworkParameter {
  readonly name: string
  /** Names of the primitives that it was lowered to. */
  readonly primitives: readonly string[]
  /** Which primitive says what. */
  readonly layout: Layout
  /**
   * Without nodes that no path from input to output touches; two configurations that build the same network give equal graphs.
   * Where the network is not there, its branch not taken, a graph without nodes.
   */
  graph(flat: Flat): Graph
}
