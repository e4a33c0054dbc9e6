import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  assemble,
  cardinality,
  configKey,
  defaultFlat,
  describeSpace,
  drawFlat,
  flatten,
  fulfils,
  parseParameter,
  printParameter,
  sameSpace,
  seenIn,
  spaceFromJson,
  type ParameterJson,
} from "@diapason/core"
import { rng } from "@diapason/math"
import { chain, nodeCell, edgeCell } from "./networks.ts"

const spaces = [chain, edgeCell, nodeCell].map((net) => spaceFromJson({ lr: "log(1e-4, 1)", net }))

describe("a network", () => {
  it("is lowered to primitives, layer by layer", () => {
    const { parameters, networks } = spaceFromJson({ net: { ...chain, depth: "int(1, 2)" } })
    expect(parameters.map(({ name }) => name)).toEqual([
      "net.depth",
      "net.activation",
      "net.0.op",
      "net.0.width",
      "net.0.kernel",
      "net.0.skip",
      "net.1.op",
      "net.1.width",
      "net.1.kernel",
      "net.1.skip",
    ])
    expect(networks!.map(({ name, primitives }) => [name, primitives.length])).toEqual([["net", 10]])
    expect(parameters.at(-2)!.condition!.parents).toEqual([
      { name: "net.depth", values: [2] },
      { name: "net.1.op", values: ["conv", "sepconv"] },
    ])
  })

  it("may share a field whose values are lists: each layer says it, and it is one all the same", () => {
    const layer = { op: ["a", "b"], shape: { type: "choice", values: [[1, 2], [3]] } }
    const space = spaceFromJson({ net: { type: "network", kind: "chain", depth: 2, layer, shared: ["shape"] } })
    const flat = { "net.shape": [1, 2], "net.0.op": "a", "net.1.op": "b" }
    // Read from JSON, as a stored configuration is: equal lists are not the same one.
    const config = JSON.parse(JSON.stringify(assemble(space, flat))) as ReturnType<typeof assemble>
    expect(flatten(space, config)).toEqual(flat)
    const torn = {
      net: {
        layers: [
          { op: "a", shape: [1, 2] },
          { op: "b", shape: [3] },
        ],
      },
    }
    expect(() => flatten(space, torn)).toThrow("shape is [3] in layer 1, but it is the same in all layers")
  })

  it("of each kind is in a configuration as its builder reads it", () => {
    const space = spaceFromJson({ chain, edges: edgeCell, nodes: nodeCell })
    const config = assemble(space, defaultFlat(space))
    expect(config["edges"]).toEqual({
      edges: [
        { from: 0, to: 1, op: "conv1x1" },
        { from: 1, to: 2, op: "conv1x1" },
        { from: 2, to: 3, op: "conv1x1" },
      ],
    })
    expect(config["nodes"]).toEqual({
      operations: ["input", "conv1x1", "conv1x1", "conv1x1", "output"],
      edges: [
        [0, 1],
        [1, 2],
        [2, 3],
        [3, 4],
      ],
    })
    expect(Object.keys((config["chain"] as { layers: object[] }).layers[0]!)).toEqual(["op", "width", "kernel", "skip", "activation"])
  })

  it("drawn at random can be built, and is flattened back to the same values", () => {
    fc.assert(
      fc.property(fc.constantFrom(...spaces), fc.nat(1e6), (space, seed) => {
        const random = rng(seed, 0, "random")
        const flat = drawFlat(space, () => random.uniform())
        expect(fulfils(space, flat)).toBe(true)
        const config = assemble(space, flat)
        expect(configKey(flatten(space, JSON.parse(JSON.stringify(config))))).toBe(configKey(flat))
        expect(seenIn([{ space }], config)).toEqual(flat)
      }),
      { numRuns: 150 },
    )
  })

  it("of twelve nodes and few edges is found at once", () => {
    const space = spaceFromJson({ net: { type: "network", kind: "cell", nodes: 12, operations: ["a", "b"], max_edges: 3 } })
    for (let seed = 0; seed < 50; seed++) {
      const random = rng(seed, 0, "random")
      expect(
        fulfils(
          space,
          drawFlat(space, () => random.uniform()),
        ),
      ).toBe(true)
    }
  })

  it("has as many configurations as can be built", () => {
    // Three nodes: 0-2 there and the others in any way, 9 · 2; or not there and both others are, 2 · 2.
    const net = { type: "network", kind: "cell", nodes: 3, edges: ["none", "a", "b"] }
    expect(cardinality(spaceFromJson({ net }))).toBe(9 * 2 + 2 * 2)
    expect(cardinality(spaceFromJson({ net: { ...net, max_edges: 1 } }))).toBe(2)
  })

  it("is one line that gives the same JSON again", () => {
    for (const net of [chain, edgeCell, nodeCell, { ...nodeCell, unit: "cells", when: { on: [true] } }]) {
      const { json } = spaceFromJson({ on: "bool", net })
      const line = printParameter(json["net"] as unknown as ParameterJson)
      expect(parseParameter(line).json).toEqual(json["net"])
      expect(printParameter(parseParameter(line).json)).toBe(line)
    }
    expect(describeSpace(spaceFromJson({ net: edgeCell }))).toBe(
      'net network(cell, nodes=4, edges=["none","skip","conv1x1","conv3x3","avgpool"])',
    )
    expect(describeSpace(spaceFromJson({ net: "network(chain, depth=1..3, op=(conv,dense), width=8..64:log)" }))).toBe(
      'net network(chain, depth=int(1, 3), op=choice("conv", "dense"), width=int(8, 64, log))',
    )
  })

  it("takes a default of its whole form", () => {
    const layers = [
      { op: "sepconv", width: 32, kernel: 5, skip: true, activation: "gelu" },
      { op: "identity", activation: "gelu" },
      { op: "conv", width: 8, kernel: 7, skip: false, activation: "gelu" },
    ]
    const space = spaceFromJson({ net: { ...chain, default: { layers } } })
    expect(assemble(space, defaultFlat(space))).toEqual({ net: { layers } })
  })

  it("stands under a condition, in a branch and in expressions", () => {
    const space = spaceFromJson(
      {
        model: { type: "branch", branches: { mlp: {}, cnn: { net: chain } } },
        dropout: "float(0, 0.5) if model=cnn",
        twice: { type: "derived", expr: "model.net.depth * 2" },
      },
      ["model.net.depth <= 3"],
    )
    for (let seed = 0; seed < 40; seed++) {
      const random = rng(seed, 0, "random")
      const flat = drawFlat(space, () => random.uniform())
      const config = assemble(space, flat) as { model: { use: string; net?: { layers: unknown[] } }; twice?: number }
      expect("net" in config.model).toBe(config.model.use === "cnn")
      if (config.model.net !== undefined) expect(config.twice).toBe(2 * config.model.net.layers.length)
      else expect(space.networks![0]!.graph(flat)).toEqual({ labels: [], edges: [] })
      if (fulfils(space, flat) && config.model.net !== undefined) expect(config.model.net.layers.length).toBeLessThanOrEqual(3)
    }
  })

  it("that grows keeps what was tried, and says what changed", () => {
    const [before, after] = [spaceFromJson({ net: { ...chain, depth: "int(1, 2)" } }), spaceFromJson({ net: chain })]
    const random = rng(3, 0, "random")
    const config = assemble(
      before,
      drawFlat(before, () => random.uniform()),
    )
    expect(assemble(after, seenIn([{ space: before }, { space: after }], config)!)).toEqual(config)
    expect(sameSpace(before, after)[0]).toMatch(/^net changed network\(chain, depth=int\(1, 2\), .*→ network\(chain, depth=int\(1, 4\)/)
  })
})

const layer = { op: ["conv", "identity"], width: "int(8, 64, log)" }
const c = { type: "network", kind: "chain", depth: "int(2, 8)", layer }
const e = { type: "network", kind: "cell", nodes: 4, edges: ["none", "a"] }
const n = { type: "network", kind: "cell", nodes: 5, operations: ["a", "b"] }

describe("a network that cannot be built says where and why", () => {
  it.each<[string, unknown, string]>([
    ["no kind", { type: "network" }, "D196  net: a network is a chain or a cell, not nothing (space.net.kind)"],
    ["a strange kind", { type: "network", kind: "tree" }, "D196  net: a network is a chain or a cell, not tree (space.net.kind)"],
    ["no layer", { ...c, layer: undefined }, "D190  net: a chain needs a layer with op"],
    ["no operation", { ...c, layer: { width: 8 } }, "D190  net: a chain needs a layer with op"],
    ["an empty operation", { ...c, layer: { op: [] } }, "D190  net: op says no operations: it has no values (space.net.layer.op)"],
    ["identities only", { ...c, layer: { op: "identity" } }, "D190  net: op says no operations: all of them pass on"],
    ["none in a chain", { ...c, layer: { op: ["none", "conv"] } }, 'D190  net: op says no operations: "none" would cut'],
    ["numbers for operations", { ...c, layer: { op: [1, 2] } }, "D190  net: op says no operations: they are names"],
    ["no depth", { ...c, depth: undefined }, "D191  net: a chain cannot have the depth nothing (space.net.depth)"],
    ["depth 0", { ...c, depth: 0 }, "D191  net: a chain cannot have the depth 0 (space.net.depth)"],
    ["depth from 0", { ...c, depth: "int(0, 3)" }, "D191  net: a chain cannot have the depth 0 (space.net.depth)"],
    ["a thousand layers", { ...c, depth: { type: "int", low: 1, high: 1e9 } }, "D191  net: a chain cannot have the depth 1000000000"],
    ["half a layer", { ...c, depth: "float(1, 2)" }, "D191"],
    ["no depths", { ...c, depth: [] }, "D191"],
    ["no widths", { ...c, layer: { ...layer, width: [] } }, "D192  net: width cannot be a field of a layer: it has no values"],
    [
      "a width that is nothing",
      { ...c, layer: { ...layer, width: null } },
      "D192  net: width cannot be a field of a layer: it has no value",
    ],
    ["a taken name", { ...c, layer: { ...layer, layers: 3 } }, "D192  net: layers cannot be a field of a layer: the name is taken"],
    [
      "a list in a layer",
      { ...c, layer: { ...layer, width: "list(2, 1..3)" } },
      "D192  net: width cannot be a field of a layer: it is a list",
    ],
    ["an upside-down width", { ...c, layer: { ...layer, width: "int(64, 8)" } }, "D105"],
    [
      "a shared field that no layer has",
      { ...c, shared: ["widht"] },
      "D193  net: shared names widht, which no layer has (space.net.shared[0])",
    ],
    ["nodes in a chain", { ...c, nodes: 3 }, "D196  net: a chain has no nodes"],
    ["one node", { ...e, nodes: 1 }, "D194  net: a cell cannot have 1 nodes (space.net.nodes)"],
    ["two nodes with operations", { ...n, nodes: 2 }, "D194  net: a cell cannot have 2 nodes"],
    ["thirteen nodes", { ...e, nodes: 13 }, "D194  net: a cell cannot have 13 nodes"],
    ["half a node", { ...e, nodes: 2.5 }, "D194"],
    ["neither edges nor operations", { ...e, edges: undefined }, "D190  net: a cell without edges and without operations does nothing"],
    ["both", { ...e, operations: ["a"] }, "D196  net: a cell cannot have edges and operations"],
    ["only none", { ...e, edges: ["none"] }, "D190  net: edges hold no operation that does something"],
    ["only skips", { ...e, edges: ["none", "skip"] }, "D190  net: edges hold no operation that does something"],
    ["an operation twice", { ...e, edges: ["none", "a", "a"] }, "D106  net: the value a is given twice"],
    ["an operation called output", { ...n, operations: ["a", "output"] }, "D190  net: operations cannot be called output"],
    ["no operations", { ...n, operations: [] }, "D190  net: operations is no array of operations"],
    ["no edge", { ...n, max_edges: 0 }, "D195  net: no cell can be built with max_edges 0 (space.net.max_edges)"],
    ["fewer edges than there must be", { ...e, edges: ["a", "b"], max_edges: 5 }, "D195  net: no cell can be built with max_edges 5"],
    ["an unknown key", { ...e, node: 3 }, "D117  net: node is not known here"],
    [
      "a default of another form",
      { ...c, default: { layers: [] } },
      "D197  The network that is given for net cannot be built: it has no layer",
    ],
    [
      "a default outside",
      {
        ...c,
        default: {
          layers: [
            { op: "zzz", width: 8 },
            { op: "conv", width: 8 },
          ],
        },
      },
      'D113  The value "zzz" of net.0.op',
    ],
  ])("%s", (_, net, message) => {
    expect(told(() => spaceFromJson({ net: JSON.parse(JSON.stringify(net)) as object }))).toContain(message)
  })

  it.each<[unknown, object, string]>([
    [c, { layers: [{ op: "conv", width: 9 }] }, "it has 1 layers"],
    [c, { layers: [{ op: "conv", width: 9 }, 3] }, "layer 1 is no object"],
    [c, { layers: [{ op: "conv", wide: 9 }, { op: "conv" }] }, "layer 0 has wide"],
    [c, { edges: [] }, "it is not of the form"],
    [e, { edges: [{ from: 1, to: 0, op: "a" }] }, "is no edge from one of the nodes 0 to 3"],
    [
      e,
      {
        edges: [
          { from: 0, to: 3, op: "a" },
          { from: 0, to: 3, op: "a" },
        ],
      },
      "is given twice",
    ],
    [e, { edges: [{ from: 0, to: 1, op: "a" }] }, "no path leads from the input to the output"],
    [{ ...e, edges: ["a", "b"] }, { edges: [{ from: 0, to: 3, op: "a" }] }, "the edge from 0 to 1 is missing"],
    [n, { operations: ["a", "b"], edges: [] }, "operations are 5 names"],
    [n, { operations: ["input", "a", "a", "a", "output"], edges: [[0, 5]] }, "is no edge"],
    [
      { ...n, max_edges: 1 },
      {
        operations: ["input", "a", "a", "a", "output"],
        edges: [
          [0, 1],
          [1, 4],
        ],
      },
      "it has 2 edges, and max_edges is 1",
    ],
  ])("a configuration: %j %j", (net, value, problem) => {
    const space = spaceFromJson({ net: { ...(net as object), ...(net === c && { depth: 2 }) } })
    expect(() => flatten(space, { net: value as never })).toThrow(problem)
  })
})

/** The message, without the text of the parameter itself. */
function told(build: () => unknown): string {
  try {
    build()
  } catch (error) {
    return (error as Error).message.replace(/^(D\d+ {2}net)=\{.*?(?:\}|…): (?=[a-z])/, "$1: ")
  }
  return ""
}
