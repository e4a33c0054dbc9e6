import { expect, expectTypeOf, it } from "vitest"
import { bool, int, network, space, spaceFromJson, type Infer } from "@diapason/core"

it("a network that code declares is the one of the JSON form", () => {
  const declared = space({
    chain: network.chain({
      depth: int(2, 8),
      layer: { op: ["conv", "identity"], width: int(8, 64, { scale: "log" }), skip: bool(), activation: ["relu", "gelu"], dropout: 0.1 },
      shared: ["activation"],
    }),
    edges: network.cell({ nodes: 4, edges: ["none", "skip", "conv3x3"] }),
    nodes: network.cell({ nodes: 7, operations: ["conv1x1", "conv3x3"], max_edges: 9 }),
  })
  expect(declared.json).toEqual(
    spaceFromJson({
      chain: {
        type: "network",
        kind: "chain",
        depth: "int(2, 8)",
        layer: { op: ["conv", "identity"], width: "int(8, 64, log)", skip: "bool", activation: ["relu", "gelu"], dropout: 0.1 },
        shared: ["activation"],
      },
      edges: { type: "network", kind: "cell", nodes: 4, edges: ["none", "skip", "conv3x3"] },
      nodes: { type: "network", kind: "cell", nodes: 7, operations: ["conv1x1", "conv3x3"], max_edges: 9 },
    }).json,
  )
  type Config = Infer<typeof declared>
  expectTypeOf<Config["chain"]["layers"][number]>().toEqualTypeOf<
    | { op: "conv"; width: number; skip: boolean; activation: "relu" | "gelu"; dropout: 0.1 }
    | { op: "identity"; activation: "relu" | "gelu" }
  >()
  expectTypeOf<Config["edges"]["edges"][number]>().toEqualTypeOf<{ from: number; to: number; op: "skip" | "conv3x3" }>()
  expectTypeOf<Config["nodes"]["operations"][number]>().toEqualTypeOf<"input" | "output" | "conv1x1" | "conv3x3">()
  // @ts-expect-error a layer has no such field to share
  void (() => network.chain({ depth: 2, layer: { op: "conv" }, shared: ["width"] }))
  // @ts-expect-error a layer names its operations
  void (() => network.chain({ depth: 2, layer: { width: 8 } }))
})
