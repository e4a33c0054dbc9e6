import type { Json } from "@diapason/core"

/** A described network as something to draw and to read out: boxes in topological order, arrows between them, and a table. */
export interface Sketch {
  readonly boxes: readonly Box[]
  readonly arrows: readonly (readonly [from: number, to: number])[]
  /** In a sentence. */
  readonly says: string
  /** In few characters, for a cell of a table: `conv 32, identity, linear 8`. */
  readonly short: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** `end` is where the network begins or ends, `sum` adds what comes in, `pass` hands it on, `work` does something. */
export interface Box {
  readonly kind: "end" | "sum" | "pass" | "work"
  readonly label: string
  /** Settings, in smaller letters below. */
  readonly detail: string
  /** On no path from input to output: it is described and not built. */
  readonly idle: boolean
}

/** What a network of a configuration shows; undefined for a value that describes none. */
export function sketchOf(value: Json): Sketch | undefined {
  if (!isRecord(value)) return undefined
  const { layers, edges, operations } = value
  if (isRecords(layers)) return chainSketch(layers)
  if (Array.isArray(operations) && Array.isArray(edges)) return nodeSketch(operations.map(text), pairsOf(edges))
  return isRecords(edges) ? edgeSketch(edges) : undefined
}

type Given = Readonly<Record<string, Json>>
type Arrow = readonly [number, number]

const passing = ["identity", "skip", "skip_connect"]
const kindOf = (op: string): Box["kind"] => (passing.includes(op) ? "pass" : "work")
const end = (label: string): Box => ({ kind: "end", label, detail: "", idle: false })

function chainSketch(layers: readonly Given[]): Sketch {
  const boxes: Box[] = [end("input")]
  const arrows: Arrow[] = []
  const add = (box: Box, ...from: readonly number[]): number => {
    for (const one of from) arrows.push([one, boxes.length])
    return boxes.push(box) - 1
  }
  let last = 0
  for (const { op = null, skip = false, ...fields } of layers) {
    const given = last
    const kind = kindOf(text(op))
    const detail = kind === "pass" ? "" : Object.entries(fields).map(fieldText).join(" · ")
    last = add({ kind, label: text(op), detail, idle: false }, given)
    if (skip === true && kind !== "pass") last = add({ kind: "sum", label: "+", detail: "", idle: false }, last, given)
  }
  add(end("output"), last)
  const fields = [...new Set(layers.flatMap((layer) => Object.keys(layer)))]
  return {
    boxes,
    arrows,
    says: `A chain of ${counted(layers.length, "layer")}: ${layers.map(({ op = null }) => text(op)).join(", ")}.`,
    short: layers.map(({ op = null, width }) => (typeof width === "number" ? `${text(op)} ${width}` : text(op))).join(", "),
    columns: ["layer", ...fields],
    rows: layers.map((layer, i) => [String(i), ...fields.map((field) => (layer[field] === undefined ? "" : text(layer[field])))]),
  }
}

/** `kernel 3`; a word says itself. */
const fieldText = ([field, value]: readonly [string, Json]): string => (typeof value === "string" ? value : `${field} ${text(value)}`)

function nodeSketch(operations: readonly string[], edges: readonly Arrow[]): Sketch {
  const last = operations.length - 1
  const busy = onPath(operations.length, edges)
  const boxes = operations.map((label, i): Box => {
    const kind = i === 0 || i === last ? "end" : kindOf(label)
    return { kind, label, detail: "", idle: !busy.has(i) }
  })
  return {
    boxes,
    arrows: edges.filter(([from, to]) => from < to && boxes[from] !== undefined && boxes[to] !== undefined),
    says: `A cell of ${counted(operations.length, "node")} and ${counted(edges.length, "edge")}: ${operations.slice(1, -1).join(", ")}.`,
    short: `${operations.slice(1, -1).join(", ")}; ${edges.map(([from, to]) => `${from}-${to}`).join(" ")}`,
    columns: ["node", "operation", "reads"],
    rows: operations.map((label, i) => [String(i), label, sources(edges, i)]),
  }
}

const sources = (edges: readonly Arrow[], node: number): string =>
  edges.flatMap(([from, to]) => (to === node ? [String(from)] : [])).join(", ")

/** Nodes are small sums, and the operation of each edge is a box on its way. */
function edgeSketch(given: readonly Given[]): Sketch {
  const edges = given
    .map(({ from, to, op = null }) => ({ from: Number(from), to: Number(to), op: text(op) }))
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from || a.to - b.to)
  const last = Math.max(1, ...edges.map(({ to }) => to))
  const pairs = edges.map(({ from, to }): Arrow => [from, to])
  const busy = onPath(last + 1, pairs)
  const nodes = [...new Set([0, ...pairs.flat(), last])].sort((a, b) => a - b)
  const boxes: Box[] = []
  const nodeAt = new Map<number, number>()
  const boxAt = new Map<number, number>()
  for (const node of nodes) {
    const kind = node === 0 || node === last ? "end" : "sum"
    const label = node === 0 ? "input" : node === last ? "output" : String(node)
    nodeAt.set(node, boxes.push({ kind, label, detail: "", idle: !busy.has(node) }) - 1)
    for (const [i, { from, to, op }] of edges.entries())
      if (from === node) boxAt.set(i, boxes.push({ kind: kindOf(op), label: op, detail: "", idle: !busy.has(from) || !busy.has(to) }) - 1)
  }
  return {
    boxes,
    arrows: edges.flatMap(({ from, to }, i): Arrow[] => [
      [nodeAt.get(from)!, boxAt.get(i)!],
      [boxAt.get(i)!, nodeAt.get(to)!],
    ]),
    says: `A cell of ${counted(last + 1, "node")} and ${counted(edges.length, "edge")}: ${edges.map(({ from, to, op }) => `${op} from ${from} to ${to}`).join(", ")}.`,
    short: edges.map(({ from, to, op }) => `${op} ${from}-${to}`).join(", "),
    columns: ["from", "to", "operation"],
    rows: edges.map(({ from, to, op }) => [String(from), String(to), op]),
  }
}

/** The nodes that lie on a path from the first to the last. */
function onPath(nodes: number, edges: readonly Arrow[]): ReadonlySet<number> {
  const [down, up] = [new Set([0]), new Set([nodes - 1])]
  for (const node of down) for (const [from, to] of edges) if (from === node) down.add(to)
  for (const node of up) for (const [from, to] of edges) if (to === node) up.add(from)
  return new Set([...down].filter((node) => up.has(node)))
}

const pairsOf = (edges: readonly Json[]): readonly Arrow[] =>
  edges.flatMap((edge): Arrow[] => (Array.isArray(edge) && edge.length === 2 ? [[Number(edge[0]), Number(edge[1])]] : []))

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`
const text = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value))
const isRecord = (value: Json | undefined): value is Given => typeof value === "object" && value !== null && !Array.isArray(value)
const isRecords = (value: Json | undefined): value is readonly Given[] =>
  Array.isArray(value) && value.length > 0 && (value as readonly Json[]).every(isRecord)
