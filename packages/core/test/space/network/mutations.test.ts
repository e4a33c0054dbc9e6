import { describe, expect, it } from "vitest"
import { assemble, configKey, drawFlat, flatten, fulfils, mutations, spaceFromJson } from "@diapason/core"
import { rng } from "@diapason/math"
import { chain, edgeCell, nodeCell } from "./networks.ts"

describe.each([
  ["a chain", { ...chain, depth: "int(2, 4)" }],
  ["a cell with operations on edges", edgeCell],
  ["a cell with operations on nodes", nodeCell],
])("the mutations of %s", (_, net) => {
  const space = spaceFromJson({ lr: "log(1e-4, 1)", net })
  const seen = new Set<string>()

  it("are other networks of the space that can be built, the rest as it was", () => {
    for (let seed = 0; seed < 80; seed++) {
      const random = rng(seed, 0, "random")
      const flat = drawFlat(space, () => random.uniform())
      for (const { kind, what, flat: mutated } of mutations(space, space.networks![0]!, flat, random)) {
        seen.add(kind)
        expect(fulfils(space, mutated)).toBe(true)
        expect(configKey(flatten(space, assemble(space, mutated)))).toBe(configKey(mutated))
        expect(configKey(mutated), what).not.toBe(configKey(flat))
        expect(mutated["lr"]).toBe(flat["lr"])
      }
    }
  })

  it("are of every kind", () => {
    const ofCell = ["add edge", "operation", "remove edge", "rewire edge"]
    expect([...seen].sort()).toEqual(
      net.kind === "cell" ? ofCell : ["deepen", "drop layer", "insert layer", "operation", "setting", "widen"],
    )
  })
})

describe("a mutation", () => {
  const space = spaceFromJson({ net: { ...chain, depth: "int(1, 3)" } })
  const layers = [
    { op: "conv", width: 16, kernel: 3, skip: true, activation: "relu" },
    { op: "sepconv", width: 32, kernel: 5, skip: false, activation: "relu" },
  ]
  const flat = flatten(space, { net: { layers } })
  const found = (kind: string) => mutations(space, space.networks![0]!, flat, rng(5, 0, "random")).find((one) => one.kind === kind)!

  it("that deepens repeats a layer, and moves those behind it", () => {
    const { net } = assemble(space, found("deepen").flat) as { net: { layers: object[] } }
    expect([
      [layers[0], layers[0], layers[1]],
      [layers[0], layers[1], layers[1]],
    ]).toContainEqual(net.layers)
  })

  it("that widens makes one layer wider by half or more", () => {
    const { net } = assemble(space, found("widen").flat) as { net: { layers: { width: number }[] } }
    const ratios = net.layers.map(({ width }, i) => width / layers[i]!.width).sort((a, b) => a - b)
    expect(ratios).toEqual([1, 1.5])
  })

  it("that drops a layer keeps the others", () => {
    const { net } = assemble(space, found("drop layer").flat) as { net: { layers: object[] } }
    expect([[layers[0]], [layers[1]]]).toContainEqual(net.layers)
  })

  it("there is none where the network is not", () => {
    const branched = spaceFromJson({ on: "bool", net: { ...chain, when: { on: [true] } } })
    expect(mutations(branched, branched.networks![0]!, { on: false }, rng(1, 0, "random"))).toEqual([])
  })
})
