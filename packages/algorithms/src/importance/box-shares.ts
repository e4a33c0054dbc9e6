/**
 * The functional ANOVA of one tree (Hutter, Hoos and Leyton-Brown 2014, algorithm 2): its leaves are boxes, so the mean over all but one or
 * two features is a step function, and its variance an exact sum over cells.
 */
import type { Leaves } from "./analysis-tree.ts"

interface BoxVariances {
  /** Of the tree's value over the whole cube. */
  readonly total: number
  /** What one feature explains. */
  one(column: number): number
  /** What two features explain together beyond what each explains alone. */
  pair(first: number, second: number): number
}

/** `cells` say where the cells of each column begin. Each marginal costs leaves + cells, of a pair leaves + cells × cells. */
export function boxVariances(leaves: Leaves, cells: readonly Float64Array[]): BoxVariances {
  const { count, values } = leaves
  const { low, high, edges } = coarse(leaves, cells)
  const columns = edges.length
  const volumes = new Float64Array(count)
  let mean = 0
  for (let i = 0; i < count; i++) {
    let volume = 1
    for (let f = 0, at = i * columns; f < columns; f++, at++) volume *= edges[f]![high[at]!]! - edges[f]![low[at]!]!
    volumes[i] = volume
    mean += volume * values[i]!
  }
  const masses = new Float64Array(count)
  let total = 0
  for (let i = 0; i < count; i++) {
    masses[i] = volumes[i]! * (values[i]! - mean)
    total += masses[i]! * (values[i]! - mean)
  }
  const known = new Float64Array(columns).fill(-1)
  const widest = Math.max(...edges.map((edge) => edge.length))
  const steps = new Float64Array(widest * widest)
  const one = (f: number): number => (known[f]! >= 0 ? known[f]! : (known[f] = alone(f)))

  function alone(f: number): number {
    const edge = edges[f]!
    const cells = edge.length - 1
    steps.fill(0, 0, cells + 1)
    for (let i = 0, at = f; i < count; i++, at += columns) {
      const density = masses[i]! / (edge[high[at]!]! - edge[low[at]!]!)
      steps[low[at]!]! += density
      steps[high[at]!]! -= density
    }
    let height = 0
    let variance = 0
    for (let c = 0; c < cells; c++) {
      height += steps[c]!
      variance += height * height * (edge[c + 1]! - edge[c]!)
    }
    return variance
  }

  function pair(f: number, g: number): number {
    const [a, b] = [edges[f]!, edges[g]!]
    const [rows, width] = [a.length - 1, b.length]
    steps.fill(0, 0, (rows + 1) * width)
    for (let i = 0, at = 0; i < count; i++, at += columns) {
      const [fromF, toF, fromG, toG] = [low[at + f]!, high[at + f]!, low[at + g]!, high[at + g]!]
      const density = masses[i]! / ((a[toF]! - a[fromF]!) * (b[toG]! - b[fromG]!))
      steps[fromF * width + fromG]! += density
      steps[fromF * width + toG]! -= density
      steps[toF * width + fromG]! -= density
      steps[toF * width + toG]! += density
    }
    let variance = 0
    for (let r = 0; r < rows; r++) {
      let height = 0
      let along = 0
      for (let c = 0, at = r * width; c < width - 1; c++, at++) {
        // Running down the columns as well: what stood above is added first.
        if (r > 0) steps[at]! += steps[at - width]!
        height += steps[at]!
        along += height * height * (b[c + 1]! - b[c]!)
      }
      variance += along * (a[r + 1]! - a[r]!)
    }
    return Math.max(0, variance - one(f) - one(g))
  }

  return { total, one, pair }
}

/** The boxes in wider cells: only where this tree has cut, which is at far fewer places than all trees together. */
function coarse(
  { count, low, high }: Leaves,
  cells: readonly Float64Array[],
): Pick<Leaves, "low" | "high"> & { readonly edges: readonly Float64Array[] } {
  const columns = cells.length
  const places = cells.map((edge, f) => {
    const used = new Uint8Array(edge.length)
    for (let at = f; at < count * columns; at += columns) used[low[at]!] = used[high[at]!] = 1
    let place = 0
    return used.map((is) => (is === 1 ? place++ : 0))
  })
  const placed = (boxes: Uint8Array): Uint8Array => {
    const out = new Uint8Array(boxes.length)
    for (let i = 0, at = 0; i < count; i++) for (let f = 0; f < columns; f++, at++) out[at] = places[f]![boxes[at]!]!
    return out
  }
  const edges = cells.map((edge, f) => edge.filter((_, e) => e === 0 || places[f]![e]! > 0))
  return { low: placed(low), high: placed(high), edges }
}
