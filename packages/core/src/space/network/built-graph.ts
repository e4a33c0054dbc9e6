import type { Json } from "../../event/json.ts"
import type { Flat } from "../parameter.ts"
import { edgesThere } from "./cell-edges.ts"
import { canonicalGraph } from "./canonical-graph.ts"
import type { Graph } from "./graph.ts"
import { passing, type CellLayout, type ChainLayout, type Layout } from "./layout.ts"
import { layersOf } from "./network-value.ts"

/**
 * The network that is built, as a graph of what computes: an operation on an edge is a node here, an edge or a node that only passes on is
 * none, and a layer with `skip: true` is followed by a `+` of what it was given and what it makes of that. In canonical order.
 */
export function builtGraph(layout: Layout, flat: Flat): Graph {
  const absent = layout.kind === "chain" ? flat[layout.layers[0]!["op"]!] === undefined : flat[layout.edges[0]!.name] === undefined
  if (absent) return { labels: [], edges: [] }
  const draft =
    layout.kind === "chain" ? chainGraph(layout, flat) : layout.on === "edges" ? edgeGraph(layout, flat) : nodeGraph(layout, flat)
  return canonicalGraph(pruned(contracted(draft)))
}

function chainGraph(layout: ChainLayout, flat: Flat): Graph {
  const labels = ["input"]
  const edges: [number, number][] = []
  let last = 0
  const add = (label: string, ...from: readonly number[]): number => {
    for (const one of from) edges.push([one, labels.length])
    return labels.push(label) - 1
  }
  for (const { op, ...fields } of layersOf(layout, flat)) {
    const given = last
    const does = String(flat[op!])
    last = add(passing.includes(does) ? does : [does, ...settings(fields, flat)].join(" "), given)
    if (flat[fields["skip"] ?? ""] === true && !passing.includes(does)) last = add("+", given, last)
  }
  add("output", last)
  return { labels, edges }
}

/** `width=32 kernel=3`, by the name of the field. */
const settings = (fields: Readonly<Record<string, string>>, flat: Flat): readonly string[] =>
  Object.keys(fields)
    .filter((field) => field !== "skip" && flat[fields[field]!] !== undefined)
    .sort()
    .map((field) => `${field}=${text(flat[fields[field]!]!)}`)

const text = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value))

function nodeGraph(layout: CellLayout, flat: Flat): Graph {
  const labels = ["input", ...layout.operations.map((name) => String(flat[name])), "output"]
  return { labels, edges: edgesThere(layout, flat).map(({ from, to }) => [from, to]) }
}

/** Each edge becomes a node between those before it and those after it. */
function edgeGraph(layout: CellLayout, flat: Flat): Graph {
  const there = edgesThere(layout, flat)
  const last = layout.nodes - 1
  const output = there.length + 1
  const edges = there.flatMap(({ from, to }, i): [number, number][] => [
    ...(from === 0 ? [[0, i + 1] as [number, number]] : []),
    ...there.flatMap((next, k): [number, number][] => (next.from === to ? [[i + 1, k + 1]] : [])),
    ...(to === last ? [[i + 1, output] as [number, number]] : []),
  ])
  return { labels: ["input", ...there.map(({ name }) => String(flat[name])), "output"], edges }
}

/** Without nodes that only pass on: what came into one goes to each that it led to. */
function contracted({ labels, edges }: Graph): Graph {
  let left = edges
  labels.forEach((label, node) => {
    if (!passing.includes(label)) return
    const [sources, targets] = [left.filter(([, to]) => to === node), left.filter(([from]) => from === node)]
    const across = sources.flatMap(([from]) => targets.map(([, to]) => [from, to] as const))
    left = [...left.filter(([from, to]) => from !== node && to !== node), ...across]
  })
  return { labels, edges: left }
}

/** Without nodes that lie on no path from the input to the output. */
function pruned({ labels, edges }: Graph): Graph {
  const reach = (start: number, pairs: readonly (readonly [number, number])[]): ReadonlySet<number> => {
    const seen = new Set([start])
    for (const node of seen) for (const [from, to] of pairs) if (from === node) seen.add(to)
    return seen
  }
  const [down, up] = [
    reach(0, edges),
    reach(
      labels.length - 1,
      edges.map(([from, to]) => [to, from] as const),
    ),
  ]
  const kept = labels.map((_, i) => i).filter((i) => i === 0 || i === labels.length - 1 || (down.has(i) && up.has(i)))
  const places = new Map(kept.map((node, i) => [node, i]))
  const inside = edges.filter(([from, to]) => places.has(from) && places.has(to))
  return { labels: kept.map((i) => labels[i]!), edges: inside.map(([from, to]) => [places.get(from)!, places.get(to)!] as const) }
}
