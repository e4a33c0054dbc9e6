import { Unbuildable } from "./plan.mjs"

/**
 * The wires of a cell that lie on a way from its input to its output, in order, and what works on each node or wire.
 *
 * @typedef {{ kind: "edges" | "nodes", wires: { from: number, to: number, op: Operation | undefined }[], last: number,
 *   nodes: Map<number, Operation> }} Cell
 * @typedef {{ op: string, kernel: number }} Operation
 */

/**
 * Reads `{ edges: [{ from: 0, to: 1, op: "conv3x3" }, …] }`, or `{ operations: ["input", …, "output"], edges: [[0, 1], …] }`.
 *
 * @returns {Cell}
 * @throws {Unbuildable}
 */
export function readCell({ operations, edges, nodes: count = 1 }) {
  const onNodes = operations !== undefined
  if (!Array.isArray(edges)) throw new Unbuildable("the edges of a cell must be a list")
  if (onNodes && (operations[0] !== "input" || operations.at(-1) !== "output"))
    throw new Unbuildable("the operations of a cell begin with input and end with output")
  const all = edges.map((edge) => (onNodes ? { from: edge[0], to: edge[1], op: "skip" } : edge))
  for (const { from, to } of all)
    if (!Number.isInteger(from) || !Number.isInteger(to) || from < 0 || from >= to || (onNodes && to >= operations.length))
      throw new Unbuildable(`the edge from ${from} to ${to} does not lead forward to a node that is there`)
  const last = onNodes ? operations.length - 1 : Math.max(count - 1, ...all.map(({ to }) => to))
  const wires = between(
    all.filter(({ op }) => op !== "none"),
    last,
  ).map(({ from, to, op }) => ({ from, to, op: operation(op) }))
  if (wires.length === 0) throw new Unbuildable("no path leads from the input to the output of the cell")
  const used = new Set(wires.map(({ from }) => from).filter((node) => node > 0))
  const nodes = new Map(onNodes ? [...used].map((node) => [node, operation(operations[node])]) : [])
  return { kind: onNodes ? "nodes" : "edges", wires, last, nodes }
}

function between(edges, last) {
  const sorted = edges.toSorted((a, b) => a.to - b.to || a.from - b.from)
  const reached = new Set([0])
  for (const { from, to } of sorted) if (reached.has(from)) reached.add(to)
  const reaching = new Set([last])
  for (const { from, to } of sorted.toReversed()) if (reaching.has(to)) reaching.add(from)
  return sorted.filter(({ from, to }) => reached.has(from) && reaching.has(to))
}

/** Words of benchmarks too: nor_conv_3x3, skip_connect, conv3x3-bn-relu. A window without a size is 3 wide. */
function operation(word) {
  const plain = String(word)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, "")
  if (["skip", "skipconnect", "identity"].includes(plain)) return { op: "identity", kernel: 1 }
  const [, op, size = "3"] = /^(?:nor)?(sepconv|conv|maxpool|avgpool)(?:(\d)x\2)?(?:bnrelu)?$/.exec(plain) ?? []
  if (op === undefined || Number(size) % 2 === 0)
    throw new Unbuildable(`there is no operation "${word}"; there are none, skip, conv1x1, conv3x3, sepconv3x3, maxpool3x3, avgpool3x3`)
  return { op, kernel: Number(size) }
}
