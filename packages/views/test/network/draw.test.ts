import { describe, expect, it } from "vitest"
import { drawNetwork, sketchOf } from "@diapason/views"
import { layered } from "../../src/network/layered.ts"

const chain = {
  layers: [
    { op: "conv", width: 32, activation: "relu", skip: true },
    { op: "identity", activation: "relu" },
    { op: "linear", width: 8, activation: "relu", skip: false },
  ],
}
const onEdges = {
  edges: [
    { from: 0, to: 1, op: "conv3x3" },
    { from: 1, to: 2, op: "avgpool" },
    { from: 0, to: 3, op: "skip" },
    { from: 1, to: 3, op: "conv1x1" },
  ],
}
const onNodes = {
  operations: ["input", "conv", "pool", "output"],
  edges: [
    [0, 1],
    [1, 3],
    [0, 2],
  ],
}

describe("a network in words and boxes", () => {
  it("is a chain with a sum where a layer is skipped", () => {
    const { boxes, arrows, says, columns, rows } = sketchOf(chain)!
    expect(boxes.map(({ label }) => label)).toEqual(["input", "conv", "+", "identity", "linear", "output"])
    expect(boxes[1]!.detail).toBe("width 32 · relu")
    expect(arrows).toContainEqual([0, 2])
    expect(says).toBe("A chain of 3 layers: conv, identity, linear.")
    expect(columns).toEqual(["layer", "op", "width", "activation", "skip"])
    expect(rows[1]).toEqual(["1", "identity", "", "relu", ""])
  })

  it("says what is described and not built", () => {
    const idle = (value: object) => sketchOf(value as never)!.boxes.flatMap(({ idle, label }) => (idle ? [label] : []))
    expect(idle(onEdges)).toEqual(["avgpool", "2"])
    expect(idle(onNodes)).toEqual(["pool"])
    expect(sketchOf(onEdges)!.says).toMatch(/^A cell of 4 nodes and 4 edges: conv3x3 from 0 to 1, skip from 0 to 3/)
    expect(sketchOf(onNodes)!.rows).toEqual([
      ["0", "input", ""],
      ["1", "conv", "0"],
      ["2", "pool", "0"],
      ["3", "output", "1"],
    ])
  })

  it.each([[null], [3], ["net"], [{}], [{ layers: [] }], [{ layers: [3] }], [{ edges: 3 }], [{ form: "cosine", base: 1 }]])(
    "is nothing for %j",
    (value) => {
      expect(drawNetwork(value, "net")).toBeUndefined()
    },
  )
})

describe("the picture of a network", () => {
  it("has a name, a description, and takes the colour of its surroundings", () => {
    const svg = drawNetwork(chain, "Trial 7: net")!
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" role="img"/)
    expect(svg).toContain("<title>Trial 7: net</title><desc>A chain of 3 layers: conv, identity, linear.</desc>")
    expect(svg).not.toMatch(/#[0-9a-f]{3,6}"|rgb/)
    expect(svg).toMatch(/stroke="currentColor"/)
  })

  it("holds hostile names as text", () => {
    const name = `</text><script>alert("1")</script>\u0000\ud800&'`
    const svg = drawNetwork({ layers: [{ op: name, [name]: name }] }, name)!
    expect(svg).not.toContain("<script")
    for (const sign of ["\0", "\ud800"]) expect(svg).not.toContain(sign)
    expect(svg).toContain("&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62;\ufffd\ufffd&#38;&#39;")
    expect(svg.match(/<(?!\/?(svg|title|desc|g|path|rect|text)\b)/g)).toBeNull()
  })

  it("sets no two boxes on one another, and each below what leads to it", () => {
    const arrows = Array.from({ length: 12 }, (_, to) => Array.from({ length: to }, (_, from) => [from, to] as const)).flat()
    const some = arrows.filter((_, i) => i % 3 !== 1)
    const sizes = Array.from({ length: 12 }, (_, i) => ({ width: 40 + 10 * i, height: 28 }))
    const { spots, width } = layered(sizes, some)
    for (const [from, to] of some) expect(spots[to]!.y).toBeGreaterThan(spots[from]!.y)
    for (const [a, one] of spots.entries())
      for (const [b, other] of spots.entries())
        if (a < b && one.y === other.y) expect(Math.abs(one.x - other.x)).toBeGreaterThanOrEqual((sizes[a]!.width + sizes[b]!.width) / 2)
    for (const [i, { x }] of spots.entries()) {
      expect(x).toBeGreaterThanOrEqual(sizes[i]!.width / 2 - 1e-9)
      expect(x).toBeLessThanOrEqual(width - sizes[i]!.width / 2 + 1e-9)
    }
  })

  it("of a chain is one straight line", () => {
    const { spots } = layered(
      Array.from({ length: 65 }, (_, i) => ({ width: 60 + (i % 7) * 20, height: 40 })),
      Array.from({ length: 64 }, (_, i) => [i, i + 1] as const),
    )
    for (const { x } of spots) expect(x).toBeCloseTo(spots[0]!.x, 6)
  })
})
