/** Keeps the nodes that lie on a path from the first to the last, in their order; undefined where there is no path. */
export function pruned({ labels, edges }) {
  const last = labels.length - 1
  const ahead = reached(0, edges)
  const behind = reached(
    last,
    edges.map(([from, to]) => [to, from]),
  )
  const kept = labels.map((_, v) => v).filter((v) => ahead.has(v) && behind.has(v))
  if (!kept.includes(0) || !kept.includes(last)) return undefined
  const place = new Map(kept.map((v, i) => [v, i]))
  return {
    labels: kept.map((v) => labels[v]),
    edges: edges.filter(([from, to]) => place.has(from) && place.has(to)).map(([from, to]) => [place.get(from), place.get(to)]),
  }
}

/** A cell with operations on its edges as a graph with operations on its nodes: [from, to, operation] with `none` removed. */
export function withNodes(edges, nodes) {
  const ops = edges.filter(([, , op]) => op !== "none")
  const labels = ["input", ...ops.map(([, , op]) => op), "output"]
  const lines = []
  ops.forEach(([from, to], i) => {
    if (from === 0) lines.push([0, i + 1])
    if (to === nodes - 1) lines.push([i + 1, labels.length - 1])
    ops.forEach(([next], j) => {
      if (to === next) lines.push([i + 1, j + 1])
    })
  })
  return pruned({ labels, edges: lines })
}

function reached(start, edges) {
  const found = new Set([start])
  for (let size = 0; size < found.size;) {
    size = found.size
    for (const [from, to] of edges) if (found.has(from)) found.add(to)
  }
  return found
}

/** A text that graphs share which differ by the order of their nodes alone: what lies before and behind each node, told to its ends. */
export function nameOf({ labels, edges }) {
  const told = (v, side, other) =>
    `${labels[v]}(${edges
      .filter((edge) => edge[side] === v)
      .map((edge) => told(edge[other], side, other))
      .sort()
      .join()})`
  return labels
    .map((_, v) => `${told(v, 1, 0)}/${told(v, 0, 1)}`)
    .sort()
    .join(";")
}
