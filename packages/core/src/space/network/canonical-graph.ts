import type { Graph } from "./graph.ts"

/**
 * The same graph in an order that does not depend on the one it came in. Nodes are told apart by Weisfeiler and Lehman's refinement, by
 * labels and by what leads in and out; where several look alike still, each of them is tried as the first and the least text is taken.
 * Graphs of which more than 256 orders look alike keep one of these, so that two of them may seem different and are not.
 */
export function canonicalGraph(graph: Graph): Graph {
  const links = linksOf(graph)
  const start = refined(ranked(graph.labels.map((label, i) => `${roleOf(i, graph)} ${label}`)), links)
  const budget = { left: 256 }
  return least(graph, links, start, budget).graph
}

/** One text of a graph; equal for two networks that are the same, and for canonical graphs only then. */
export const graphKey = ({ labels, edges }: Graph): string => JSON.stringify([labels, edges.toSorted((a, b) => a[1] - b[1] || a[0] - b[0])])

interface Links {
  readonly into: readonly (readonly number[])[]
  readonly out: readonly (readonly number[])[]
}

interface Found {
  readonly graph: Graph
  readonly key: string
}

function linksOf({ labels, edges }: Graph): Links {
  const into = labels.map((): number[] => [])
  const out = labels.map((): number[] => [])
  for (const [from, to] of edges) {
    into[to]!.push(from)
    out[from]!.push(to)
  }
  return { into, out }
}

const roleOf = (i: number, { labels }: Graph): number => (i === 0 ? 0 : i === labels.length - 1 ? 2 : 1)

/** Colours as numbers from 0 by the order of their texts. */
function ranked(texts: readonly string[]): readonly number[] {
  const order = new Map([...new Set(texts)].sort().map((text, i) => [text, i]))
  return texts.map((text) => order.get(text)!)
}

/** Colours until no further node is told apart. */
function refined(colours: readonly number[], { into, out }: Links): readonly number[] {
  const pad = (n: number): string => String(n).padStart(4, "0")
  const of = (nodes: readonly number[], from: readonly number[]) =>
    nodes
      .map((node) => pad(from[node]!))
      .sort()
      .join()
  let [now, kinds] = [colours, 0]
  while (kinds < new Set(now).size) {
    kinds = new Set(now).size
    const before = now
    now = ranked(before.map((colour, i) => `${pad(colour)} ${of(into[i]!, before)} ${of(out[i]!, before)}`))
  }
  return now
}

/** The order with the least text, over the nodes of the first colour that several share. */
function least(graph: Graph, links: Links, colours: readonly number[], budget: { left: number }): Found {
  const shared = colours.toSorted((a, b) => a - b).find((colour, i, all) => all[i + 1] === colour)
  if (shared === undefined) {
    budget.left--
    return inOrder(graph, colours)
  }
  const alike = withoutTwins(
    colours.flatMap((colour, i) => (colour === shared ? [i] : [])),
    links,
  )
  let best: Found | undefined
  for (const node of alike) {
    if (best !== undefined && budget.left <= 0) break
    const apart = colours.map((colour, i) => 2 * colour + (colour === shared && i !== node ? 1 : 0))
    const found = least(graph, links, refined(apart, links), budget)
    if (best === undefined || found.key < best.key) best = found
  }
  return best!
}

/** Of nodes with the same neighbours one is enough: to exchange them changes nothing. */
function withoutTwins(nodes: readonly number[], { into, out }: Links): readonly number[] {
  const seen = new Map(nodes.toReversed().map((node) => [`${into[node]!.toSorted().join()};${out[node]!.toSorted().join()}`, node]))
  return [...seen.values()].toReversed()
}

/** Topological, of those that are free the one with the least colour first; the output stands last. */
function inOrder(graph: Graph, colours: readonly number[]): Found {
  const { labels, edges } = graph
  const output = labels.length - 1
  const waits = labels.map((_, i) => edges.filter(([, to]) => to === i).length)
  const order: number[] = []
  const free = new Set(labels.flatMap((_, i) => (waits[i] === 0 && i !== output ? [i] : [])))
  while (free.size > 0) {
    const next = [...free].reduce((a, b) => (colours[b]! < colours[a]! ? b : a))
    free.delete(next)
    order.push(next)
    for (const [from, to] of edges) if (from === next && --waits[to]! === 0 && to !== output) free.add(to)
  }
  order.push(output)
  const places = new Map(order.map((node, i) => [node, i]))
  const moved = edges.map(([from, to]) => [places.get(from)!, places.get(to)!] as const).toSorted((a, b) => a[1] - b[1] || a[0] - b[0])
  const found = { labels: order.map((node) => labels[node]!), edges: moved }
  return { graph: found, key: graphKey(found) }
}
