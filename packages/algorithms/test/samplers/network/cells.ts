/** A space of small cells: an operation on each of five edges between four nodes, as a network and as plain choices. */
import { type Flat, type Graph, type Space, spaceFromJson } from "@diapason/core"

const pairs = [[0, 1], [0, 2], [1, 2], [1, 3], [2, 3]] as const // prettier-ignore
const operations = ["none", "skip", "conv1x1", "conv3x3"]
const nameOf = ([from, to]: readonly [number, number]): string => `cell.${from}-${to}`

export const plainCells: Space = spaceFromJson(
  Object.fromEntries(pairs.map((pair) => [nameOf(pair), { type: "choice", values: operations }])),
)

/** Operations as nodes. Nodes that no path touches are kept: a sampler must bear them. */
export function cellOf(flat: Flat): Graph {
  const present = pairs.filter((pair) => flat[nameOf(pair)] !== "none")
  const labels = ["input", ...present.map((pair) => flat[nameOf(pair)] as string), "output"]
  const last = labels.length - 1
  const edges: (readonly [number, number])[] = []
  for (const [i, [from, to]] of present.entries()) {
    if (from === 0) edges.push([0, i + 1])
    if (to === 3) edges.push([i + 1, last])
    for (const [j, [next]] of present.entries()) if (next === to) edges.push([i + 1, j + 1])
  }
  return { labels, edges }
}

export const cells: Space = {
  ...plainCells,
  networks: [{ name: "cell", primitives: plainCells.parameters.map(({ name }) => name), graph: cellOf }],
}

/** Convolutions on the way from input to output, the longest way counted most: the less the better. */
export function lossOf(flat: Flat): number {
  const { labels, edges } = cellOf(flat)
  const worth = (node: number): number => {
    if (node === 0) return 0
    const ways = edges.filter(([, to]) => to === node).map(([from]) => worth(from))
    if (ways.length === 0) return -Infinity
    const own = labels[node] === "conv3x3" ? 1 : labels[node] === "conv1x1" ? 0.6 : 0
    return own + Math.max(...ways) + 0.1 * ways.filter((way) => way > -Infinity).length
  }
  return -Math.max(-1, worth(labels.length - 1))
}

export const weightOf = (flat: Flat): number =>
  Object.values(flat).reduce<number>((sum, op) => sum + (op === "conv3x3" ? 9 : op === "conv1x1" ? 1 : 0), 0)
