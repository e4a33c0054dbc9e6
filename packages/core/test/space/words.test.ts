import { describe, expect, it } from "vitest"
import {
  assemble,
  defaultFlat,
  describeSpace,
  drawFeasible,
  drawFlat,
  fulfils,
  groups,
  leafNames,
  leaves,
  nearest,
  sameSpace,
  spaceFromJson,
  withDefaults,
  type Config,
} from "@diapason/core"

const s = spaceFromJson({
  lr: "1e-5..1e-1:log",
  bs: "16,32,64,128",
  optimizer: "branch(sgd(momentum=0.5..0.99), adam)",
  wd: "0,1e-6..1e-2:log",
  units: "list(2, 1..9)",
  data: 'fixed("cifar10")',
})

describe("a space in words", () => {
  it("takes a list for the values of a choice, or of an ordinal where they are numbers in order", () => {
    const listed = spaceFromJson({ bs: [16, 32, 64], optimizer: ["adam", "sgd"], seed: [3, 1, 2], heads: [8, 4, 2] } as never)
    expect(sameSpace(listed, spaceFromJson({ bs: "16,32,64", optimizer: "adam,sgd", seed: "3,1,2", heads: "8,4,2" }))).toEqual([])
    expect(() => spaceFromJson({ bs: [] } as never)).toThrow("D118")
  })

  it("is one line", () => {
    expect(describeSpace(s)).toBe(
      'lr log(1e-05, 0.1) · bs ordinal(16, 32, 64, 128) · optimizer branch(sgd(momentum=float(0.5, 0.99)), adam) · wd mix(0, log(1e-06, 0.01)) · units list(2, int(1, 9)) · data fixed("cifar10")',
    )
  })

  it("says what another one has different, and not the order", () => {
    const a = spaceFromJson({ lr: "1e-5..1e-1:log", bs: "16,32", opt: "a,b" }, ["bs < 64"])
    const b = spaceFromJson({ lr: "1e-6..1e-1:log", opt: "a,b", depth: "1..3" }, ["depth < 3"])
    expect(sameSpace(a, b)).toEqual([
      "lr changed log(1e-05, 0.1) → log(1e-06, 0.1)",
      "bs ordinal(16, 32) is gone",
      "depth int(1, 3) is new",
      "the constraint bs < 64 is gone",
      "the constraint depth < 3 is new",
    ])
    expect(sameSpace(spaceFromJson({ a: "1..2", b: "1..2" }), spaceFromJson({ b: "1..2", a: "int(1,2)" }))).toEqual([])
  })
})

describe("the values that a script receives", () => {
  it("go by their own name, and by their path where two share one", () => {
    const s = spaceFromJson({
      momentum: "0.0..1",
      o: "branch(sgd(momentum=0.5..0.99, k=1..2), adam(k=1..3))",
      "model.lr": "0.0..1",
      wd: "0,1..2",
    })
    expect(leafNames(s)).toEqual([
      { path: "momentum", flag: "momentum", env: "DIAPASON_PARAM_MOMENTUM" },
      { path: "o", flag: "o", env: "DIAPASON_PARAM_O" },
      { path: "o.momentum", flag: "o.momentum", env: "DIAPASON_PARAM_O_MOMENTUM" },
      { path: "o.k", flag: "k", env: "DIAPASON_PARAM_O_K" },
      { path: "model.lr", flag: "model.lr", env: "DIAPASON_PARAM_MODEL_LR" },
      { path: "wd", flag: "wd", env: "DIAPASON_PARAM_WD" },
    ])
  })

  it("are the active ones, a branch as its name, a list as a whole", () => {
    const of = (config: Config) => leaves(s, assemble(s, withDefaults(s, config))).map(({ flag, value }) => [flag, value])
    const rest = (wd: number) => [
      ["wd", wd],
      ["units", [5, 5]],
      ["data", "cifar10"],
    ]
    expect(of({ lr: 0.01, bs: 32, optimizer: "adam", wd: 0 })).toEqual([["lr", 0.01], ["bs", 32], ["optimizer", "adam"], ...rest(0)])
    expect(of({ lr: 0.01, bs: 32, optimizer: { sgd: { momentum: 0.9 } }, wd: 0.001 })).toEqual([
      ["lr", 0.01],
      ["bs", 32],
      ["optimizer", "sgd"],
      ["momentum", 0.9],
      ...rest(0.001),
    ])
  })
})

describe("defaults", () => {
  it("are the ones given, else the centre, else a choice's first", () => {
    const s = spaceFromJson({ a: "1..9", b: "int(1, 9, default=2)", lr: "1e-4..1.0:log", opt: "adam,sgd", amp: "bool", size: "1,2,3" })
    const flat = defaultFlat(s)
    expect(flat["lr"]).toBeCloseTo(0.01, 12)
    expect({ ...flat, lr: 0 }).toEqual({ a: 5, b: 2, lr: 0, opt: "adam", amp: false, size: 2 })
    expect(withDefaults(s, { opt: "sgd" })).toEqual({ ...flat, opt: "sgd" })
  })
})

describe("constraints", () => {
  const s = spaceFromJson({ width: "16..1024:pow2", layers: "1..8", opt: "a,b", k: "1..9 if opt=a" }, ["width * layers <= 2048", "k < 5"])

  it("hold where they read an inactive parameter", () => {
    expect(fulfils(s, { width: 1024, layers: 2, opt: "b" })).toBe(true)
    expect(fulfils(s, { width: 1024, layers: 3, opt: "b" })).toBe(false)
    expect(fulfils(s, { width: 16, layers: 2, opt: "a", k: 5 })).toBe(false)
  })

  it("are met by the first draw that fulfils them, if there is one in a thousand", () => {
    let calls = 0
    const flat = drawFeasible(s, (i) => {
      calls++
      return drawFlat(s, () => 1 - i / 1000)
    })
    expect(fulfils(s, flat!)).toBe(true)
    expect(calls).toBeGreaterThan(1)
    const never = spaceFromJson({ a: "1..2" }, ["a > 2"])
    expect(drawFeasible(never, () => drawFlat(never, () => 0.5))).toBeUndefined()
  })
})

describe("groups", () => {
  it("hold what is active together, without constants", () => {
    expect(groups(s).map(({ condition, parameters }) => [condition?.parents, parameters.map(({ name }) => name)])).toEqual([
      [undefined, ["lr", "bs", "optimizer", "wd", "units[0]", "units[1]"]],
      [[{ name: "optimizer", values: ["sgd"] }], ["optimizer.momentum"]],
      [[{ name: "wd", values: ["range1"] }], ["wd.range1"]],
    ])
  })
})

describe("the nearest name", () => {
  it("is the one with the fewest letters changed, if there are few", () => {
    const known = ["learning_rate", "batch", "momentum", "lr"]
    expect(nearest("learnig_rate", known)).toBe("learning_rate")
    expect(nearest("bacth", known)).toBe("batch")
    expect(nearest("LR", known)).toBe("lr")
    expect(nearest("depth", known)).toBeUndefined()
    expect(nearest("x", ["y"])).toBeUndefined()
  })
})
