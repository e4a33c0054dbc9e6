import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { nearest } from "../../src/errors/nearest.ts"

const names = ["lr", "dropout", "batch_size", "optimizer", "Momentum"]

describe("the nearest name", () => {
  it.each([
    ["dropuot", "dropout"],
    ["droput", "dropout"],
    ["batchsize", "batch_size"],
    ["optimiser", "optimizer"],
    ["momentum", "Momentum"],
    ["OPTIMIZER", "optimizer"],
  ])("of %s is %s", (written, meant) => expect(nearest(written, names)).toBe(meant))

  it.each(["zebra", "", "x", "lx", "out", "size"])("of %s is none", (written) => expect(nearest(written, names)).toBeUndefined())

  it("is the name itself when it is among them", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), fc.nat(), (candidates, i) => {
        const name = candidates[i % candidates.length]!
        expect(nearest(name, candidates)).toBe(name)
      }),
    )
  })

  it("of two as near is the first", () => {
    expect(nearest("beta3", ["beta1", "beta2"])).toBe("beta1")
    expect(nearest("beta3", ["beta2", "beta1"])).toBe("beta2")
  })

  it("finds a name of five letters or more that one letter, or two neighbours, were changed in", () => {
    const word = fc.string({ unit: fc.constantFrom(..."abcdefgh"), minLength: 5, maxLength: 12 })
    fc.assert(
      fc.property(word, fc.nat(), fc.constantFrom("swap", "drop", "put", "change"), (name, at, how) => {
        const i = at % (name.length - 1)
        const [head, a, b, tail] = [name.slice(0, i), name[i]!, name[i + 1]!, name.slice(i + 2)]
        const edited = { swap: head + b + a + tail, drop: head + b + tail, put: head + a + "x" + b + tail, change: head + "x" + b + tail }[
          how
        ]
        expect(nearest(edited, ["yyyyyyyyyyyyyyyyyyyyyyyyy", name])).toBe(name)
      }),
    )
  })
})
