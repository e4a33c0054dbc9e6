import { describe, expect, it } from "vitest"
import { matchSpaces } from "../../src/memory/match-spaces.ts"
import { spaceFromJson } from "../../src/space/from-json.ts"
import type { Json } from "../../src/index.ts"

const of = (json: Record<string, Json>) => spaceFromJson(json)
const match = (there: Record<string, Json>, today: Record<string, Json>, map = {}) => matchSpaces(of(there), of(today), map)

describe("the parameters of an earlier study and those of today", () => {
  it("are the same by name, kind, scale and range", () => {
    const found = match(
      { lr: "log(1e-4, 1)", bs: "int(16, 512, log)", opt: "choice(sgd, adam)" },
      { lr: "log(1e-5, 0.1)", bs: "int(8, 256, pow2)", opt: "choice(sgd, adam, lion)" },
    )
    expect(found).toMatchObject({ missing: [], unused: [], refused: [], likeness: 1, well: true })
    expect([...found.pairs]).toEqual([
      ["lr", "lr"],
      ["bs", "bs"],
      ["opt", "opt"],
    ])
  })

  it.each<[string, Json, Json, RegExp]>([
    ["a rate against a count", "log(1e-5, 0.1)", "int(16, 512)", /there it is log \[1e-05, 0\.1\], today \[16, 512\], whole numbers/],
    ["another scale", "float(0.001, 1)", "log(0.001, 1)", /there it is \[0\.001, 1\], today log/],
    ["ranges apart", "float(0, 1)", "float(2, 3)", /there it is \[0, 1\], today \[2, 3\]/],
    ["ranges that hardly touch", "log(1e-6, 1e-3)", "log(9e-4, 1)", /today log/],
    ["other categories", "choice(relu, gelu)", "choice(none, batch)", /there it is one of "relu", "gelu", today one of "none", "batch"/],
    ["a fixed value out of range", { type: "fixed", value: 3 }, "float(0, 1)", /fixed at 3/],
    [
      "another unit",
      { type: "float", low: 0, high: 60, unit: "s" },
      { type: "float", low: 0, high: 60, unit: "min" },
      /counts s, today min/,
    ],
  ])("have another meaning under one name: %s", (_, there, today, why) => {
    const found = match({ size: there, lr: "log(1e-4, 1)" }, { size: today, lr: "log(1e-4, 1)" })
    expect(found.refused).toEqual([{ name: "size", why: expect.stringMatching(why) as string }])
    expect(found.well).toBe(false)
    expect(found.pairs.has("size")).toBe(false)
  })

  it("whose names are alike are suggested, never taken", () => {
    const space = { learning_rate: "log(1e-4, 1)", batchSize: "int(8, 64)", depth: "int(1, 8)" }
    const found = match(space, { lr: "log(1e-4, 1)", batch_size: "int(8, 64)", depth: "int(1, 8)" })
    expect(found.near).toEqual([
      { there: "learning_rate", today: "lr" },
      { there: "batchSize", today: "batch_size" },
    ])
    expect([...found.pairs.keys()]).toEqual(["depth"])
    // What cannot mean the same is no suggestion either.
    expect(match({ learning_rate: "log(1e-4, 1)" }, { lr: "int(1, 9)" }).near).toEqual([])
  })

  it("are paired as declared, with the parts of composites", () => {
    const branch = (name: string): Record<string, Json> => ({
      [name]: { type: "branch", branches: { sgd: { momentum: "float(0.5, 0.99)" }, adam: { beta: "log1m(0.9, 0.999)" } } },
      lr: "log(1e-4, 1)",
    })
    const found = match(branch("opt"), branch("optimizer"), { opt: "optimizer" })
    expect(found.well).toBe(true)
    expect(found.pairs.get("optimizer.momentum")).toBe("opt.momentum")
    expect(match({ rate: "float(0.001, 1)" }, { lr: "log(0.001, 1)" }, { rate: "lr" }).pairs.get("lr")).toBe("rate")
  })

  it("a name that was declared to be another one is not also itself", () => {
    const found = match({ lr: "log(1e-4, 1)", wd: "log(1e-4, 1)" }, { lr: "log(1e-4, 1)", wd: "log(1e-4, 1)" }, { lr: "wd" })
    expect([...found.pairs]).toEqual([["wd", "lr"]])
  })

  it("match well where most of both are matched; of a list all elements count once", () => {
    const net = { units: { type: "list", length: "layers", of: "int(16, 512, log)" } as Json, layers: "int(1, 8)" }
    expect(match(net, { ...net, a: "float(0, 1)", b: "float(0, 1)", c: "float(0, 1)" }).well).toBe(false)
    expect(match(net, { ...net, a: "float(0, 1)" })).toMatchObject({ well: true, likeness: 2 / 3, missing: ["a"] })
  })
})
