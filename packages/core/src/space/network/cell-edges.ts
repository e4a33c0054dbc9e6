import type { Json } from "../../event/json.ts"
import type { Flat } from "../parameter.ts"
import type { CellLayout } from "./layout.ts"

/** An edge of a cell. */
type Edge = CellLayout["edges"][number]

/** The edges that are there. */
export function edgesThere({ edges, on }: CellLayout, flat: Flat): readonly Edge[] {
  return edges.filter(({ name }) => (on === "nodes" ? flat[name] === true : flat[name] !== undefined && flat[name] !== "none"))
}

/** What is wrong with the edges of a cell, in words; undefined where it can be built: the output is reached, with no edge too many. */
export function fitsCell(layout: CellLayout, flat: Flat): string | undefined {
  const there = edgesThere(layout, flat)
  if (there.length > layout.maxEdges) return `it has ${there.length} edges, and max_edges is ${layout.maxEdges}`
  return joined(there, layout.nodes) ? undefined : "no path leads from the input to the output"
}

/** Whether a path leads from the first node to the last. */
const joined = (edges: readonly Edge[], nodes: number): boolean => after(edges, nodes)[nodes - 1]!

/** Which nodes the input reaches; edges are by the node that they lead to. */
function after(edges: readonly Edge[], nodes: number): readonly boolean[] {
  const reached = Array.from({ length: nodes }, (_, i) => i === 0)
  for (const { from, to } of edges) if (reached[from]) reached[to] = true
  return reached
}

/** Which nodes reach the output. */
function before(edges: readonly Edge[], nodes: number): readonly boolean[] {
  const reaches = Array.from({ length: nodes }, (_, i) => i === nodes - 1)
  for (const { from, to } of edges.toReversed()) if (reaches[to]) reaches[from] = true
  return reaches
}

/**
 * A configuration whose cell can be built: as it is where it can; else with as few edges added and removed as that takes. Which ones
 * follows from the configuration itself, as by lot, so that the same draw always becomes the same cell.
 */
export function mendedCell(layout: CellLayout, flat: Flat): Flat {
  if (fitsCell(layout, flat) === undefined) return flat
  const lot = lotOf(layout.edges.map(({ name }) => JSON.stringify(flat[name])).join())
  let there = edgesThere(layout, flat)
  if (!joined(there, layout.nodes)) there = byTarget([...there, bridge(layout, there, lot)])
  there = thinned(layout, there, lot)
  const kept = new Set(there.map(({ name }) => name))
  const mended: Record<string, Json> = { ...flat }
  for (const { name } of layout.edges) {
    const present = flat[name] !== "none" && flat[name] !== false
    if (kept.has(name) === present) continue
    mended[name] = layout.on === "nodes" ? !present : present ? "none" : layout.kinds[lot(layout.kinds.length)]!
  }
  return mended
}

/** An edge from what the input reaches to what reaches the output. */
function bridge({ edges, nodes }: CellLayout, there: readonly Edge[], lot: Lot): Edge {
  const [reached, reaches] = [after(there, nodes), before(there, nodes)]
  const fitting = edges.filter(({ from, to }) => reached[from] && reaches[to])
  return fitting[lot(fitting.length)]!
}

/** Without the edges that are too many; a path that is too long ends early. */
function thinned({ edges, nodes, maxEdges }: CellLayout, there: readonly Edge[], lot: Lot): readonly Edge[] {
  let kept = there
  const order = there.map((edge) => ({ edge, at: lot(0x40000000) })).sort((a, b) => a.at - b.at || a.edge.to - b.edge.to)
  for (const { edge } of order) {
    if (kept.length <= maxEdges) return kept
    const without = kept.filter((one) => one !== edge)
    if (joined(without, nodes)) kept = without
  }
  if (kept.length <= maxEdges) return kept
  const start = kept.slice(0, maxEdges - 1)
  const last = start.at(-1)?.to ?? 0
  return [...start, edges.find(({ from, to }) => from === last && to === nodes - 1)!]
}

const byTarget = (edges: readonly Edge[]): readonly Edge[] => edges.toSorted((a, b) => a.to - b.to || a.from - b.from)

/** A whole number below the given one, the next at each call. */
type Lot = (below: number) => number

/** Numbers that follow from a text: FNV-1a begins them, and xorshift goes on. */
function lotOf(text: string): Lot {
  let word = 0x811c9dc5
  for (let i = 0; i < text.length; i++) word = Math.imul(word ^ text.charCodeAt(i), 0x01000193)
  word = word === 0 ? 1 : word
  return (below) => {
    word ^= word << 13
    word ^= word >>> 17
    word ^= word << 5
    return (word >>> 0) % below
  }
}
