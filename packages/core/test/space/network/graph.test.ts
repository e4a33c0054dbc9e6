import { describe, expect, it } from "vitest"
import { drawFlat, flatten, fulfils, graphKey, spaceFromJson, type Flat, type Json, type Space } from "@diapason/core"
import { rng } from "@diapason/math"
import { chain, edgeCell, nodeCell } from "./networks.ts"

const graphOf = (space: Space, net: unknown) => space.networks![0]!.graph(flatten(space, { net: net as Json }))
const nodes = spaceFromJson({ net: nodeCell })
const edges = spaceFromJson({ net: edgeCell })
const layers = spaceFromJson({ net: chain })

describe("the graph of a network", () => {
  it("has no node that lies on no path from input to output", () => {
    const cell = {
      operations: ["input", "conv1x1", "conv3x3", "conv3x3", "output"],
      edges: [
        [0, 1],
        [1, 4],
        [0, 2],
        [3, 4],
      ],
    }
    expect(graphOf(nodes, cell)).toEqual({
      labels: ["input", "conv1x1", "output"],
      edges: [
        [0, 1],
        [1, 2],
      ],
    })
  })

  it("has the operations of edges as nodes, and nothing for what passes on", () => {
    const cell = {
      edges: [
        { from: 0, to: 1, op: "conv3x3" },
        { from: 0, to: 2, op: "skip" },
        { from: 1, to: 3, op: "avgpool" },
        { from: 2, to: 3, op: "skip" },
      ],
    }
    expect(graphOf(edges, cell)).toEqual({
      labels: ["input", "conv3x3", "avgpool", "output"],
      edges: [
        [0, 1],
        [1, 2],
        [0, 3],
        [2, 3],
      ],
    })
  })

  it("of a chain says each layer with its settings, and adds where a layer is skipped", () => {
    const given = [
      { op: "conv", width: 16, kernel: 3, skip: true, activation: "relu" },
      { op: "identity", activation: "relu" },
      { op: "sepconv", width: 8, kernel: 5, skip: false, activation: "relu" },
    ]
    expect(graphOf(layers, { layers: given })).toEqual({
      labels: ["input", "conv activation=relu kernel=3 width=16", "+", "sepconv activation=relu kernel=5 width=8", "output"],
      edges: [
        [0, 1],
        [0, 2],
        [1, 2],
        [2, 3],
        [3, 4],
      ],
    })
  })

  it("is the same however the inner nodes are numbered", () => {
    const space = spaceFromJson({ net: { type: "network", kind: "cell", nodes: 7, operations: ["a", "b"] } })
    for (let seed = 0; seed < 50; seed++) {
      const random = rng(seed, 0, "random")
      const flat = drawFlat(space, () => random.uniform())
      const renamed = relabelled(flat, 7, (below) => random.below(below))
      expect(graphKey(space.networks![0]!.graph(renamed))).toBe(graphKey(space.networks![0]!.graph(flat)))
    }
  })

  // Prism and K(3,3): each inner node has as many neighbours, so refinement alone sees no difference.
  it("tells apart what refinement alone does not", () => {
    const space = spaceFromJson({ net: { type: "network", kind: "cell", nodes: 10, operations: ["a", "b"] } })
    const of = (inner: readonly (readonly [number, number])[]) => {
      const ends = [1, 2, 3, 4].map((i) => [0, i]).concat([5, 6, 7, 8].map((i) => [i, 9]))
      return graphKey(graphOf(space, { operations: ["input", ..."aaaabbbb", "output"], edges: [...ends, ...inner] }))
    }
    const ring = of([
      [1, 5],
      [1, 6],
      [2, 6],
      [2, 7],
      [3, 7],
      [3, 8],
      [4, 8],
      [4, 5],
    ])
    const pairs = of([
      [1, 5],
      [1, 6],
      [2, 5],
      [2, 6],
      [3, 7],
      [3, 8],
      [4, 7],
      [4, 8],
    ])
    expect(ring).not.toBe(pairs)
    expect(
      of([
        [1, 7],
        [1, 8],
        [3, 7],
        [3, 8],
        [2, 5],
        [2, 6],
        [4, 5],
        [4, 6],
      ]),
    ).toBe(pairs)
  })

  it("says of one in 21 cells of NAS-Bench-201 which compute the same", () => {
    const values = new Map<string, number>()
    let count = 0
    for (const flat of allCells()) {
      if (!fulfils(edges, flat)) continue
      count++
      const key = graphKey(edges.networks![0]!.graph(flat))
      const value = computed(flat)
      expect(Math.abs((values.get(key) ?? value) - value)).toBeLessThan(1e-9)
      values.set(key, value)
    }
    const different = new Set([...values.values()].map((value) => value.toFixed(9)))
    // Two nodes that compute the same are two nodes still: more graphs than values.
    expect({ count, graphs: values.size, values: different.size }).toMatchInlineSnapshot(`
      {
        "count": 726,
        "graphs": 455,
        "values": 450,
      }
    `)
  })
})

const ops = edgeCell.edges
const pairs = ["0-1", "0-2", "1-2", "0-3", "1-3", "2-3"]

function* allCells(): Generator<Flat> {
  for (let code = 0; code < 5 ** 6; code += 21)
    yield Object.fromEntries(pairs.map((pair, i) => [`net.${pair}`, ops[Math.floor(code / 5 ** i) % 5]!]))
}

/** What the cell computes of 0.7 when each operation is a function of its own. */
function computed(flat: Flat): number {
  const of: Readonly<Record<string, (x: number) => number>> = {
    skip: (x) => x,
    conv1x1: (x) => Math.sin(1.3 * x + 0.2),
    conv3x3: (x) => Math.cos(0.9 * x - 0.4),
    avgpool: (x) => 1 / (1.5 + x * x),
  }
  const nodes = [0.7, 0, 0, 0]
  for (const pair of pairs) {
    const [from, to] = pair.split("-").map(Number) as [number, number]
    const op = flat[`net.${pair}`] as string
    if (op !== "none" && (from === 0 || reached(flat, from))) nodes[to]! += of[op]!(nodes[from]!)
  }
  return nodes[3]!
}

const reached = (flat: Flat, node: number): boolean =>
  node === 0 || pairs.some((pair) => Number(pair[2]) === node && flat[`net.${pair}`] !== "none" && reached(flat, Number(pair[0])))

/** The inner nodes in another order: pairs of a cell are moved where their order allows it, else the graph is left. */
function relabelled(flat: Flat, nodes: number, below: (n: number) => number): Flat {
  let now: Record<string, Json> = { ...flat }
  for (let k = 0; k < 30; k++) {
    const a = 1 + below(nodes - 3)
    const b = a + 1
    if (now[`net.${a}-${b}`] === true) continue
    const swap = (i: number) => (i === a ? b : i === b ? a : i)
    const next: Record<string, Json> = {}
    for (const [name, value] of Object.entries(now)) {
      const op = /^net\.(\d+)\.op$/.exec(name)
      if (op !== null) next[`net.${swap(Number(op[1]))}.op`] = value
      else {
        const [from, to] = name
          .slice(4)
          .split("-")
          .map((i) => swap(Number(i))) as [number, number]
        next[`net.${Math.min(from, to)}-${Math.max(from, to)}`] = value
      }
    }
    now = next
  }
  return now
}
