import type { Graph } from "@diapason/core"
import { rng, symmetricEigen } from "@diapason/math"
import { describe, expect, test } from "vitest"
import { squaredGap, type Vocabulary } from "../../../src/surrogate/graph/bag.ts"
import { paths } from "../../../src/surrogate/graph/paths.ts"
import { subtreeKernel, subtrees } from "../../../src/surrogate/graph/subtrees.ts"

const operations = ["conv1x1", "conv3x3", "pool"]

/** Up to five inner nodes, each pair joined with even chance. */
function anyGraph(seed: number): Graph {
  const draw = rng(seed, 0, "random")
  const inner = 2 + draw.below(4)
  const labels = ["input", ...Array.from({ length: inner }, () => operations[draw.below(3)]!), "output"]
  const edges = labels.flatMap((_, to) => Array.from({ length: to }, (_, from) => [from, to] as const).filter(() => draw.uniform() < 0.5))
  return { labels, edges }
}

/** The same graph with its inner nodes in another order. */
function relabelled({ labels, edges }: Graph, seed: number): Graph {
  const draw = rng(seed, 1, "random")
  const order = labels.map((_, v) => v)
  for (let i = labels.length - 2; i > 1; i--) {
    const j = 1 + draw.below(i)
    ;[order[i], order[j]] = [order[j]!, order[i]!]
  }
  const place = new Map(order.map((v, i) => [v, i]))
  return { labels: order.map((v) => labels[v]!), edges: edges.map(([from, to]) => [place.get(from)!, place.get(to)!] as const) }
}

describe("Weisfeiler-Lehman subtrees", () => {
  test("of two small graphs, counted by hand", () => {
    const words: Vocabulary = new Map()
    const a = subtrees({ labels: ["input", "a", "a", "output"], edges: [[0, 1], [1, 2], [2, 3]] }, 1, words) // prettier-ignore
    const b = subtrees({ labels: ["input", "a", "b", "output"], edges: [[0, 1], [1, 2], [2, 3]] }, 1, words) // prettier-ignore
    // Level 0: 1 + 4 + 1 and 1 + 1 + 1 + 1, in common 1 + 2 + 1. Level 1: four different ones each; input and a-after-input in common.
    expect(subtreeKernel(a, b)).toBeCloseTo((4 + 2) / Math.sqrt((6 + 4) * (4 + 4)), 14)
    expect(squaredGap(a[0]!, b[0]!)).toBe(2)
    expect(squaredGap(a[1]!, b[1]!)).toBe(4)
  })

  test("k(G, πG) is 1, and the paths are the same", () => {
    for (let seed = 0; seed < 100; seed++) {
      const words: Vocabulary = new Map()
      const graph = anyGraph(seed)
      const other = relabelled(graph, seed)
      const [a, b] = [subtrees(graph, 3, words), subtrees(other, 3, words)]
      expect(b).toEqual(a)
      expect(subtreeKernel(a, b)).toBeCloseTo(1, 14)
      expect(paths(other, words)).toEqual(paths(graph, words))
    }
  })

  test("the kernel is positive semidefinite", () => {
    const words: Vocabulary = new Map()
    const bags = Array.from({ length: 40 }, (_, seed) => subtrees(anyGraph(seed), 2, words))
    const gram = bags.map((a) => bags.map((b) => subtreeKernel(a, b)))
    const { values } = symmetricEigen(Float64Array.from(gram.flat()), bags.length)
    expect(Math.min(...values)).toBeGreaterThan(-1e-10)
  })
})

test("paths are the sequences of operations, each once", () => {
  const words: Vocabulary = new Map()
  const edges = [[0, 1], [0, 2], [1, 3], [2, 3], [0, 3]] as const // prettier-ignore
  const bag = paths({ labels: ["input", "a", "a", "output"], edges }, words)
  expect([...words.keys()]).toEqual(['path:"a">', "path:"])
  expect([...bag.counts]).toEqual([1, 1])
})
