import { assemble, contains, flatten, spaceFromJson } from "@diapason/core"
import { rng } from "@diapason/math"
import { expect, test } from "vitest"
import { wireSpace, type WireParameter } from "../../src/contestants/wire-space.ts"

const everything = spaceFromJson({
  rate: { type: "float", low: 1e-5, high: 0.1, scale: "log" },
  decay: { type: "float", low: 0.5, high: 0.999, scale: "reverse-log" },
  dropout: { type: "float", low: 0, high: 0.5, step: 0.1 },
  layers: { type: "int", low: 1, high: 64, scale: "log" },
  width: { type: "int", low: 16, high: 256, scale: "pow2" },
  size: { type: "ordinal", values: ["s", "m", "l"] },
  warm: { type: "bool" },
  solver: { type: "choice", values: ["sgd", "adam", "lion"] },
  momentum: { type: "float", low: 0, high: 1, when: { solver: ["sgd", "lion"], size: ["m", "l"] } },
  wide: { type: "int", low: 0, high: 3, when: "width >= 64" },
  version: { type: "fixed", value: 3 },
})

test("each kind of parameter becomes a range or a list of labels", () => {
  expect(wireSpace(everything).parameters).toEqual([
    { name: "p0", type: "float", low: 1e-5, high: 0.1, log: true },
    { name: "p1", type: "float", low: expect.closeTo(0.001, 12) as number, high: 0.5, log: true },
    { name: "p2", type: "int", low: 0, high: 5, log: false },
    { name: "p3", type: "int", low: 1, high: 64, log: true },
    { name: "p4", type: "int", low: 0, high: 4, log: false },
    { name: "p5", type: "int", low: 0, high: 2, log: false },
    { name: "p6", type: "cat", choices: ["false", "true"] },
    { name: "p7", type: "cat", choices: ["sgd", "adam", "lion"] },
    { name: "p8", type: "float", low: 0, high: 1, log: false, when: { p7: ["sgd", "lion"], p5: [1, 2] } },
    { name: "p9", type: "int", low: 0, high: 3, log: false },
  ])
})

test("both ends of every range come back as ends of the parameter, mirrored for a reverse logarithm; inactive ones are dropped", () => {
  const wire = wireSpace(everything)
  const end = (high: boolean) => (p: WireParameter) =>
    [p.name, p.type === "cat" ? p.choices.at(high ? -1 : 0)! : high ? p.high : p.low] as const
  const low = wire.read(Object.fromEntries(wire.parameters.map(end(false))))
  const high = wire.read(Object.fromEntries(wire.parameters.map(end(true))))
  expect(low).toMatchObject({
    rate: 1e-5,
    decay: 0.999,
    dropout: 0,
    layers: 1,
    width: 16,
    size: "s",
    warm: false,
    solver: "sgd",
    version: 3,
  })
  expect(Object.keys(low)).not.toContain("momentum")
  expect(Object.keys(low)).not.toContain("wide")
  expect(high).toMatchObject({
    rate: 0.1,
    dropout: 0.5,
    layers: 64,
    width: 256,
    size: "l",
    warm: true,
    solver: "lion",
    momentum: 1,
    wide: 3,
  })
})

test("uniform proposals over the wire are configurations of the space", () => {
  const wire = wireSpace(everything)
  for (let n = 0; n < 200; n++) {
    const random = rng(7, n, "random", 0)
    const draw = (p: WireParameter) => {
      if (p.type === "cat") return p.choices[Math.floor(random.uniform() * p.choices.length)]!
      const x = p.low + random.uniform() * (p.high - p.low)
      return p.type === "int" ? Math.round(x) : x
    }
    const flat = wire.read(Object.fromEntries(wire.parameters.map((p) => [p.name, draw(p)])))
    expect(flatten(everything, assemble(everything, flat))).toEqual(flat)
    for (const parameter of everything.parameters) {
      const value = flat[parameter.name]
      if (value !== undefined) expect(contains(parameter, value)).toBe(true)
    }
  }
})

test("a proposal that lacks an active parameter is refused by name", () => {
  expect(() => wireSpace(everything).read({})).toThrow("no value for rate (p0)")
})

test("a parameter with a single value stays at home", () => {
  const space = spaceFromJson({ one: { type: "choice", values: ["a"] }, x: { type: "float", low: 0, high: 1, when: { one: ["a"] } } })
  const wire = wireSpace(space)
  expect(wire.parameters).toEqual([{ name: "p1", type: "float", low: 0, high: 1, log: false }])
  expect(wire.read({ p1: 0.25 })).toEqual({ one: "a", x: 0.25 })
})
