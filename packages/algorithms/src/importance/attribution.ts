/**
 * What each parameter adds to a forest's belief of one point: Shapley values of the game in which a tree that is not told a parameter goes both
 * ways, each as often as its trials did (Lundberg et al. 2020, "TreeSHAP"). A leaf's part in them is an integral over 0..1 of a product with
 * one factor for each parameter on its path; a quadrature of Gauss is exact for it, and nothing is ever divided by 0 or cancelled.
 */
import { cos } from "@diapason/math"
import { childOf, type Tree } from "../surrogate/forest/tree.ts"
import type { GrownForest, Grown } from "./grown-forest.ts"

interface Attribution {
  /** What is believed of a point of which nothing is told. */
  readonly base: number
  /** For each column what it adds; with `base` they come to the prediction. */
  readonly parts: Float64Array
}

/** The function of a point, a row as the model has them; O(trees × leaves × parameters on a path squared). */
export function attributions({ grown, rows }: Pick<GrownForest, "grown" | "rows">): (at: Float64Array, from?: number) => Attribution {
  const walks = grown.map((tree) => walkOf(tree, rows.columns))
  let base = 0
  for (const { means } of grown) base += means[0]! / grown.length
  return (at, from = 0) => {
    const parts = new Float64Array(rows.columns)
    for (const walk of walks) walk(at, from, parts)
    for (let c = 0; c < parts.length; c++) parts[c]! /= grown.length
    return { base, parts }
  }
}

/**
 * Goes down to each leaf of a tree and adds its part. Of each parameter on the way it knows the share of trials that went this way, `blind`, and
 * whether the point does, `told`; `products` holds, for each depth and each place of the quadrature, the product of their mixtures.
 */
function walkOf({ tree, means, covers }: Grown, columns: number): (at: Float64Array, from: number, parts: Float64Array) => void {
  const [depth, most] = sizesOf(tree, columns)
  const { nodes, weights } = quadrature(Math.max(1, Math.ceil(most / 2)))
  const size = nodes.length
  const blind = new Float64Array(columns).fill(1)
  const told = new Float64Array(columns).fill(1)
  const products = new Float64Array((depth + 1) * size).fill(1)
  const path = new Int32Array(columns)

  const leaf = (start: number, length: number, mean: number, parts: Float64Array): void => {
    for (let k = 0; k < length; k++) {
      const c = path[k]!
      const [b, more] = [blind[c]!, told[c]! - blind[c]!]
      let integral = 0
      for (let q = 0; q < size; q++) integral += (weights[q]! * products[start + q]!) / (b + more * nodes[q]!)
      parts[c]! += mean * more * integral
    }
  }

  const visit = (node: number, start: number, length: number, at: Float64Array, from: number, parts: Float64Array): void => {
    const c = tree.column[node]!
    if (c < 0) return leaf(start, length, means[node]!, parts)
    const way = childOf(tree, node, at, from)
    const [share, goes] = [blind[c]!, told[c]!]
    let known = 0
    while (known < length && path[known] !== c) known++
    if (known === length) path[length] = c
    for (let side = 0; side < 2; side++) {
      const child = side === 0 ? node + 1 : tree.right[node]!
      const [b, o] = [(share * covers[child]!) / covers[node]!, child === way ? goes : 0]
      for (let q = 0; q < size; q++) {
        const u = nodes[q]!
        products[start + size + q] = (products[start + q]! * (b + (o - b) * u)) / (share + (goes - share) * u)
      }
      blind[c] = b
      told[c] = o
      visit(child, start + size, known === length ? length + 1 : length, at, from, parts)
    }
    blind[c] = share
    told[c] = goes
  }
  return (at, from, parts) => visit(0, 0, 0, at, from, parts)
}

/** The longest way to a leaf, and the most parameters on any. */
function sizesOf({ column, right }: Tree, columns: number): readonly [depth: number, most: number] {
  const on = new Int32Array(columns)
  let [depth, most] = [0, 0]
  const visit = (node: number, down: number, met: number): void => {
    const c = column[node]!
    if (c < 0) {
      depth = Math.max(depth, down)
      most = Math.max(most, met)
      return
    }
    const more = on[c]! === 0 ? 1 : 0
    on[c]!++
    visit(node + 1, down + 1, met + more)
    visit(right[node]!, down + 1, met + more)
    on[c]!--
  }
  visit(0, 0, 0)
  return [depth, most]
}

interface Quadrature {
  readonly nodes: Float64Array
  readonly weights: Float64Array
}

/** Gauss and Legendre's places and weights on 0..1, exact for polynomials of degree 2n − 1: Newton's method on the n-th Legendre polynomial. */
function quadrature(n: number): Quadrature {
  const nodes = new Float64Array(n)
  const weights = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    let x = cos((Math.PI * (i + 0.75)) / (n + 0.5))
    let slope = 1
    for (let step = 0; step < newtonSteps; step++) {
      let [before, value] = [1, x]
      for (let k = 2; k <= n; k++) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k]
      slope = (n * (x * value - before)) / (x * x - 1)
      x -= value / slope
    }
    nodes[i] = (x + 1) / 2
    weights[i] = 1 / ((1 - x * x) * slope * slope)
  }
  return { nodes, weights }
}

/** It begins within a thousandth and doubles its digits each time. */
const newtonSteps = 6
