import { describe, expect, it } from "vitest"
import {
  assemble,
  branch,
  choice,
  derived,
  fixed,
  flatten,
  float,
  int,
  list,
  mix,
  space,
  spaceFromJson,
  when,
  type Parameter,
  type Space,
} from "@diapason/core"

const names = ({ parameters }: Space): readonly string[] => parameters.map(({ name }) => name)
const named = ({ parameters }: Space, name: string): Parameter => parameters.find((parameter) => parameter.name === name)!

describe("lowering", () => {
  it("makes a branch a choice, and its children wait for it", () => {
    const s = space({ optimizer: branch({ sgd: { momentum: float(0, 1), nesterov: when({ momentum: 0.5 }, choice(1, 2)) }, adam: {} }) })
    expect(named(s, "optimizer")).toEqual({ kind: "choice", name: "optimizer", values: ["sgd", "adam"] })
    expect(named(s, "optimizer.momentum").condition).toEqual({ parents: [{ name: "optimizer", values: ["sgd"] }] })
    expect(named(s, "optimizer.nesterov").condition?.parents).toEqual([
      { name: "optimizer", values: ["sgd"] },
      { name: "optimizer.momentum", values: [0.5] },
    ])
  })

  it("makes children that branches have alike one parameter, and others two", () => {
    const s = space({ o: branch({ a: { m: float(0, 1), k: int(1, 2) }, b: { m: float(0, 1), k: int(1, 3) }, c: {} }) })
    expect(names(s)).toEqual(["o", "o.m", "o.a.k", "o.b.k"])
    expect(named(s, "o.m").condition).toEqual({ parents: [{ name: "o", values: ["a", "b"] }] })
    expect(assemble(s, { o: "b", "o.m": 0.5, "o.b.k": 3 })).toEqual({ o: { use: "b", m: 0.5, k: 3 } })
    expect(flatten(s, { o: { a: { m: 0.5, k: 2 } } })).toEqual({ o: "a", "o.m": 0.5, "o.a.k": 2 })
  })

  it("makes a mixture a choice and one parameter for each range", () => {
    const s = space({ wd: mix(0, "auto", float(0.1, 1), int(5, 9)) })
    expect(s.parameters).toEqual([
      { kind: "choice", name: "wd", values: [0, "auto", "range1", "range2"] },
      {
        kind: "float",
        name: "wd.range1",
        low: 0.1,
        high: 1,
        scale: "linear",
        condition: { parents: [{ name: "wd", values: ["range1"] }] },
      },
      { kind: "int", name: "wd.range2", low: 5, high: 9, scale: "linear", condition: { parents: [{ name: "wd", values: ["range2"] }] } },
    ])
    expect([0, "auto", 0.5, 7].map((wd) => assemble(s, flatten(s, { wd })))).toEqual([{ wd: 0 }, { wd: "auto" }, { wd: 0.5 }, { wd: 7 }])
  })

  it("makes a list one parameter for each element, which waits for the length", () => {
    const s = space({ units: list("layers", int(1, 9)), layers: int(1, 3) })
    expect(names(s)).toEqual(["layers", "units[0]", "units[1]", "units[2]"])
    expect(named(s, "units[0]").condition).toBeUndefined()
    expect(named(s, "units[1]").condition).toEqual({ parents: [{ name: "layers", values: [2, 3] }] })
    expect(assemble(s, { layers: 2, "units[0]": 4, "units[1]": 5 })).toEqual({ units: [4, 5], layers: 2 })
  })

  it("nests: a branch of lists of branches", () => {
    const s = space({ net: branch({ deep: { n: int(0, 2), blocks: list("n", branch({ conv: { k: int(1, 3) }, pool: {} })) }, flat: {} }) })
    const config = { net: { use: "deep", n: 2, blocks: [{ use: "conv", k: 3 }, { use: "pool" }] } }
    expect(flatten(s, config)).toEqual({ net: "deep", "net.n": 2, "net.blocks[0]": "conv", "net.blocks[0].k": 3, "net.blocks[1]": "pool" })
    expect(assemble(s, flatten(s, config))).toEqual(config)
    expect(assemble(s, { net: "deep", "net.n": 0 })).toEqual({ net: { use: "deep", n: 0, blocks: [] } })
  })

  it("drops a condition that always holds", () => {
    const s = space({
      on: choice(true, false),
      x: when({ on: [true, false] }, int(1, 2)),
      a: when({ on: true }, choice(1, 2)),
      b: when({ a: [1, 2] }, int(1, 2)),
    })
    expect(named(s, "x").condition).toBeUndefined()
    expect(named(s, "b").condition).toEqual({ parents: [{ name: "on", values: [true] }] })
  })

  it("finds names beside a parameter first, then further out", () => {
    const s = space({ k: int(1, 9), o: branch({ a: { k: int(1, 5), x: when("k > 3", int(1, 2)) }, b: { y: when("k > 3", int(1, 2)) } }) })
    expect(named(s, "o.x").condition?.test).toEqual({ source: "o.k > 3", reads: ["o.k"] })
    expect(named(s, "o.y").condition?.test).toEqual({ source: "k > 3", reads: ["k"] })
  })

  it("lets an expression read a mixture's value, a branch's name, a list's element and a derived value", () => {
    const s = space(
      {
        wd: mix(0, float(0.5, 1)),
        o: branch({ a: { k: int(1, 5) }, b: {} }),
        units: list(2, int(1, 9)),
        double: derived("wd * 2"),
        sum: derived("double + units[1]"),
        ofA: derived("o.k + 1"),
        deep: when("wd > 0.6 && o.use == 'a'", int(1, 2)),
      },
      { constraints: ["double <= 1.5", "o.k < 4"] },
    )
    const flat = flatten(s, { wd: 0.75, o: { use: "a", k: 3 }, units: [1, 2], deep: 1 })
    expect(assemble(s, flat)).toEqual({ wd: 0.75, o: { use: "a", k: 3 }, units: [1, 2], double: 1.5, sum: 3.5, ofA: 4, deep: 1 })
    expect(assemble(s, flatten(s, { wd: 0, o: "b", units: [1, 2] }))).toEqual({ wd: 0, o: { use: "b" }, units: [1, 2], double: 0, sum: 2 })
  })

  it("takes a derived value that a configuration carries as read, and a constant as given", () => {
    const s = space({ a: int(1, 3), data: fixed("cifar10"), twice: derived("a * 2") })
    const config = { a: 2, data: "cifar10", twice: 4 }
    expect(assemble(s, flatten(s, config))).toEqual(config)
    expect(flatten(s, { a: 2 })).toEqual({ a: 2, data: "cifar10" })
  })

  it("gives composites their defaults", () => {
    const s = spaceFromJson({
      o: { type: "branch", branches: { sgd: { m: "0.0..1" }, adam: {} }, default: { use: "sgd", m: 0.9 } },
      wd: { type: "mix", of: [0, "0.1..1.0"], default: 0.5 },
      units: { type: "list", length: 2, of: "1..9", default: [3, 4] },
    })
    expect(assemble(s, flatten(s, {}))).toEqual({ o: { use: "sgd", m: 0.9 }, wd: 0.5, units: [3, 4] })
  })

  it("reads a branch in the form of a configuration file", () => {
    expect(spaceFromJson({ o: { branch: { sgd: { m: "0.5..0.99" }, adam: {} } } }).json).toEqual({
      o: { type: "branch", branches: { sgd: { m: { type: "float", low: 0.5, high: 0.99 } }, adam: {} } },
    })
  })
})
