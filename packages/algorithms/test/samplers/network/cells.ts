/** Small cells with an operation on each of six edges, as a network and as plain choices. */
import { spaceFromJson, type Flat, type Space } from "@diapason/core"

const pairs = [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]] as const // prettier-ignore
const operations = ["none", "skip", "conv1x1", "conv3x3"]
const nameOf = ([from, to]: readonly [number, number]): string => `cell.${from}-${to}`
const plainNameOf = ([from, to]: readonly [number, number]): string => `op${from}${to}`

/** As a network, 4096 less those that nothing passes through. */
export const cells: Space = spaceFromJson({ cell: { type: "network", kind: "cell", nodes: 4, edges: operations } })

/** As choices that nothing joins. */
export const plainCells: Space = spaceFromJson(
  Object.fromEntries(pairs.map((pair) => [plainNameOf(pair), { type: "choice", values: operations }])),
)

const op = (flat: Flat, pair: readonly [number, number]): string => (flat[nameOf(pair)] ?? flat[plainNameOf(pair)]) as string

/** Convolutions on the way from input to output, the longest way counted most: the less the better. */
export function lossOf(flat: Flat): number {
  const worth = (node: number): number => {
    if (node === 0) return 0
    const ways = pairs
      .filter((pair) => pair[1] === node && op(flat, pair) !== "none")
      .map((pair) => worth(pair[0]) + (op(flat, pair) === "conv3x3" ? 1 : op(flat, pair) === "conv1x1" ? 0.6 : 0))
      .filter((way) => way > -Infinity)
    return ways.length === 0 ? -Infinity : Math.max(...ways) + 0.1 * ways.length
  }
  return -Math.max(-1, worth(3))
}

export const weightOf = (flat: Flat): number =>
  Object.values(flat).reduce<number>((sum, op) => sum + (op === "conv3x3" ? 9 : op === "conv1x1" ? 1 : 0), 0)
