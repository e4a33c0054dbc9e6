/** Networks of each kind, small enough to be looked at whole. */
export const chain = {
  type: "network",
  kind: "chain",
  depth: "int(1, 4)",
  layer: {
    op: ["conv", "sepconv", "identity"],
    width: "int(8, 64, log)",
    kernel: [3, 5, 7],
    skip: "bool",
    activation: ["relu", "gelu"],
  },
  shared: ["activation"],
}

/** 15 625 cells with those that cannot be built, as in NAS-Bench-201. */
export const edgeCell = { type: "network", kind: "cell", nodes: 4, edges: ["none", "skip", "conv1x1", "conv3x3", "avgpool"] }

export const nodeCell = { type: "network", kind: "cell", nodes: 5, operations: ["conv1x1", "conv3x3"], max_edges: 6 }
