import { canonicalJson } from "@diapason/core"
import fc from "fast-check"
import { describe, expect, it } from "vitest"

describe("canonicalJson", () => {
  it("sorts keys by code unit and leaves out spaces", () => {
    expect(canonicalJson({ b: 1, a: [true, null, "x"], B: {}, 10: 0, 9: 0, "\u{1f600}": 1, "\uffff": 2 })).toBe(
      '{"10":0,"9":0,"B":{},"a":[true,null,"x"],"b":1,"\u{1f600}":1,"\uffff":2}',
    )
  })

  it("writes -0 as 0, what is not finite as null, and leaves out what is undefined", () => {
    expect(canonicalJson({ z: -0, n: NaN, i: -Infinity, u: undefined, l: [undefined] })).toBe('{"i":null,"l":[null],"n":null,"z":0}')
  })

  it("keeps two lone surrogates apart", () => {
    expect(canonicalJson("\ud800")).toBe('"\\ud800"')
    expect(canonicalJson("\ud801")).not.toBe(canonicalJson("\ud800"))
  })

  it("sees a key called __proto__", () => {
    expect(canonicalJson(JSON.parse('{"__proto__":{"x":1},"a":2}'))).toBe('{"__proto__":{"x":1},"a":2}')
  })

  it("is the same before and after a journey through JSON, whatever the order of the keys", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "binary" }), (value) => {
        expect(canonicalJson(JSON.parse(JSON.stringify(value)))).toBe(canonicalJson(value))
        expect(canonicalJson(backwards(value))).toBe(canonicalJson(value))
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })
})

function backwards(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(backwards)
  if (typeof value !== "object" || value === null) return value
  const entries = Object.entries(value).reverse()
  return Object.fromEntries(entries.map(([key, member]) => [key, backwards(member)]))
}
