/**
 * What a made-up cell is worth. A landscape is drawn with a seed and reads the graph alone, so that cells that are built alike are worth the
 * same; none of its formulas is one that a sampler's model assumes. Each cell has a deviation of its own, as trainings have.
 */
import { createHash } from "node:crypto"
import { rng } from "@diapason/math"

/** Operations by their usual names: how much each helps, roughly, and its parameters. */
const usual = {
  none: [0, 0],
  skip: [0.1, 0],
  conv1x1: [0.55, 1],
  conv3x3: [1, 9],
  avgpool: [-0.35, 0],
  maxpool: [-0.1, 0],
}

/** Signals run through the cell: operations mix and bend them, where branches meet they are added, and a random reading is the worth. */
export function signals(seed) {
  const draw = rng(seed, 0, "init")
  const width = 4
  const weights = new Map(
    Object.entries(usual).map(([op, [help]]) => [
      op,
      Array.from({ length: width }, (_, i) => Array.from({ length: width }, (_, j) => (i === j ? 0.6 + 0.5 * help : 0.35 * draw.normal()))),
    ]),
  )
  const reading = Array.from({ length: width }, () => 0.5 + 0.5 * draw.uniform())
  const twist = Array.from({ length: width }, () => 0.6 * draw.normal())
  return (graph) => {
    const states = graph.labels.map(() => Array(width).fill(0))
    states[0] = Array(width).fill(0.5)
    for (let v = 1; v < graph.labels.length; v++) {
      const total = Array(width).fill(0)
      for (const [from, to] of graph.edges) if (to === v) states[from].forEach((x, i) => (total[i] += x))
      const matrix = weights.get(graph.labels[v])
      states[v] = matrix === undefined ? total : matrix.map((row) => Math.tanh(row.reduce((sum, w, i) => sum + w * total[i], 0)))
    }
    const out = states.at(-1)
    return out.reduce((sum, x, i) => sum + reading[i] * Math.tanh(x) + 0.15 * twist[i] * x * out[(i + 1) % width], 0)
  }
}

/** Every path from input to output is worth something by its operations in their order; depth helps up to a point, and so does breadth. */
export function routes(seed) {
  const draw = rng(seed, 1, "init")
  const names = Object.keys(usual)
  const single = new Map(names.map((op) => [op, usual[op][0] + 0.25 * draw.normal()]))
  const pair = new Map(names.flatMap((a) => names.map((b) => [`${a}>${b}`, 0.3 * draw.normal()])))
  const best = 2 + 1.5 * draw.uniform()
  return (graph) => {
    const worths = []
    const walk = (v, way) => {
      if (v === graph.labels.length - 1) worths.push(worthOf(way))
      else for (const [from, to] of graph.edges) if (from === v) walk(to, to === graph.labels.length - 1 ? way : [...way, graph.labels[to]])
    }
    walk(0, [])
    const sorted = worths.sort((a, b) => b - a)
    return sorted.reduce((sum, w, i) => sum + w * 0.55 ** i, 0)
  }
  function worthOf(way) {
    const sum = way.reduce((s, op, i) => s + single.get(op) + (i > 0 ? pair.get(`${way[i - 1]}>${op}`) : 0), 0)
    const depth = way.filter((op) => op.startsWith("conv")).length
    return sum / Math.sqrt(1 + way.length) - 0.12 * (depth - best) ** 2
  }
}

/** Parameters of a cell, in thousands. */
export const parametersOf = (graph) => 20 + 10 * graph.labels.reduce((sum, op) => sum + (usual[op]?.[1] ?? 0), 0)

/** A standard normal number of a text, always the same. */
export function ownDeviation(text, seed) {
  const bytes = createHash("sha256").update(`${seed}/${text}`).digest()
  return rng(bytes.readUInt32LE(0), bytes.readUInt32LE(4), "init").normal()
}
