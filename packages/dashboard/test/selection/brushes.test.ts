import { describe, expect, it } from "vitest"
import fc from "fast-check"
import { brushed, readBrushes, writeBrushes } from "../../src/selection/brushes.ts"

describe("brushes of an address", () => {
  it("hold several ranges of a column", () => {
    const text = "lr:0.0001..0.01,0.05..0.1;bs:0..1"
    const brushes = readBrushes(text)
    expect(brushes.get("lr")).toEqual([
      [0.0001, 0.01],
      [0.05, 0.1],
    ])
    expect(writeBrushes(brushes)).toBe(text)
  })

  it("are one where they overlap, in order", () => {
    const ranges = [
      [5, 9],
      [1, 3],
      [2, 4],
    ] as const
    expect(writeBrushes(new Map([["x", ranges]]))).toBe("x:1..4,5..9")
  })

  it("leave out what cannot be read", () => {
    expect([...readBrushes("lr;:1..2;a:1..;b:x..2;c:1..2..3;d:3..1;e:<script>")]).toEqual([["d", [[1, 3]]]])
    expect(writeBrushes(readBrushes(undefined))).toBeUndefined()
  })

  it("keep any name of a column and open ends", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.tuple(fc.integer(), fc.integer()), (name, [a, b]) => {
        const range = [Math.min(a, b), Math.max(a, b)] as const
        const known = new Map([[name, [range]]])
        expect(readBrushes(writeBrushes(known))).toEqual(new Map([[name, [range]]]))
      }),
    )
    expect(readBrushes("a:-Infinity..2").get("a")).toEqual([[-Infinity, 2]])
  })

  it("are rounded outwards, so that a value on the edge stays inside", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), (value) => {
        const [[low, high]] = readBrushes(writeBrushes(new Map([["x", [[value, value] as const]]]))).get("x") as [[number, number]]
        expect(low).toBeLessThanOrEqual(value)
        expect(high).toBeGreaterThanOrEqual(value)
        expect(high - low).toBeLessThanOrEqual(Math.max(Math.abs(value) * 1e-4, Number.MIN_VALUE * 4))
      }),
    )
  })

  it("are taken away with their last range", () => {
    expect(writeBrushes(brushed(readBrushes("a:1..2"), "a", []))).toBeUndefined()
  })
})
