/**
 * A configuration as the model compares it: its row of the cube, and of each network the graph's features. Differences come in kinds, each
 * squared and each with a length scale of its own, so that a kernel of their weighted sum is positive semidefinite.
 */
import { graphKey, type Flat, type NetworkParameter, type Space } from "@diapason/core"
import { squaredGap, type Bag, type Vocabulary } from "../../surrogate/graph/bag.ts"
import { paths } from "../../surrogate/graph/paths.ts"
import { subtrees } from "../../surrogate/graph/subtrees.ts"
import { rowOf, type Cube } from "../gp/cube.ts"

export interface Portrait {
  readonly row: Float64Array
  /** For each network its bags: subtrees of each level, then paths. */
  readonly bags: readonly (readonly Bag[])[]
  /** Equal for configurations that build the same networks and agree in all else. */
  readonly key: string
}

/** Which differences a model reads. */
export interface View {
  readonly name: string
  /** Columns of the cube. */
  readonly columns: readonly number[]
  /** Whether that includes where in a network an operation stands. */
  readonly places: boolean
  /** Networks whose graphs are compared. */
  readonly networks: readonly number[]
}

export function portraitOf(
  cube: Cube,
  networks: readonly NetworkParameter[],
  vocabulary: Vocabulary,
  flat: Flat,
  row = rowOf(cube, flat),
): Portrait {
  const graphs = networks.map((network) => network.graph(flat))
  const drawn = new Set(networks.flatMap(({ primitives }) => primitives))
  const others = cube.columns.flatMap(({ parameter: { name } }, c) => (drawn.has(name) ? [] : [row[c]!]))
  return {
    row,
    bags: graphs.map((graph) => [...subtrees(graph, deepest, vocabulary), paths(graph, vocabulary)]),
    key: [...graphs.map(graphKey), ...others].join("/"),
  }
}

/**
 * What may be read: where nodes stand, what the graphs are like, or both. A chain whose stages differ is told by place, a cell by its graph;
 * which of them holds is for the trials to say.
 */
export function viewsOf({ columns }: Cube, { networks = [] }: Space): View[] {
  const drawn = new Set(networks.flatMap(({ primitives }) => primitives))
  const all = columns.map((_, c) => c)
  const others = all.filter((c) => !drawn.has(columns[c]!.parameter.name))
  const every = networks.map((_, k) => k)
  if (networks.length === 0) return [{ name: "values", columns: all, places: true, networks: [] }]
  return [
    { name: "graphs", columns: others, places: false, networks: every },
    { name: "places", columns: all, places: true, networks: [] },
    { name: "graphs and places", columns: all, places: true, networks: every },
  ]
}

/** How many kinds of difference a view has. */
export const kindsOf = ({ columns, networks }: View): number => columns.length + networks.length * (deepest + 2)

/** Writes the squared differences into `squares` from `at` on. */
export function compare({ category }: Cube, view: View, a: Portrait, b: Portrait, squares: Float64Array, at: number): void {
  let to = at
  for (const c of view.columns) {
    const gap = a.row[c]! - b.row[c]!
    squares[to++] = category[c] === 1 ? (gap === 0 ? 0 : 1) : gap * gap
  }
  for (const k of view.networks) {
    const [own, other] = [a.bags[k]!, b.bags[k]!]
    for (let level = 0; level < own.length; level++) squares[to++] = squaredGap(own[level]!, other[level]!) * scale
  }
}

/** The deepest subtrees that are compared: beyond three steps hardly any two cells share one. */
const deepest = 3

/** One operation in place of another is a difference of 1 at level 0. */
const scale = 0.5
