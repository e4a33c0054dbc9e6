import { contains, type Ask, type Flat, type Problem } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { perturb, type PerturbOptions } from "../../src/samplers/perturb.ts"
import { askFor, flatOf, problemOn } from "../asking.ts"

const json = {
  lr: { type: "float", low: 1e-5, high: 0.1, scale: "log" },
  decay: { type: "float", low: 0.5, high: 0.999, scale: "reverse-log" },
  shift: { type: "float", low: -1, high: 1 },
  dropout: { type: "float", low: 0, high: 0.5, step: 0.05 },
  batch: { type: "int", low: 16, high: 512, scale: "pow2" },
  crop: { type: "int", low: 1, high: 4 },
  depth: { type: "ordinal", values: [2, 4, 8] },
  flip: { type: "choice", values: ["no", "left", "both"] },
  optimizer: { type: "choice", values: ["sgd", "adam"] },
  momentum: { type: "float", low: 0.1, high: 0.99, when: { optimizer: ["sgd"] } },
}
const parent: Flat = {
  lr: 0.01,
  decay: 0.9,
  shift: 0,
  dropout: 0.05,
  batch: 64,
  crop: 2,
  depth: 4,
  flip: "left",
  optimizer: "sgd",
  momentum: 0.5,
}

const childrenOf = async (options: PerturbOptions, problem: Problem = problemOn(json), flat = parent): Promise<readonly Flat[]> => {
  const sampler = perturb(options)
  const state = sampler.init(problem)
  const ask = (number: number): Ask => ({ ...askFor(number), parent: { number: 0, flat, step: 4 } })
  return Promise.all(Array.from({ length: 200 }, (_, i) => flatOf(sampler.suggest(state, ask(i + 1)))))
}

const valuesOf = (flats: readonly Flat[], name: string): readonly unknown[] =>
  [...new Set(flats.map((flat) => (typeof flat[name] === "number" ? Number(flat[name].toPrecision(6)) : flat[name])))].sort()

describe("perturb", () => {
  it("without drawing anew moves each value by a fifth, a tenth of a range with zero in it, or one level", async () => {
    const children = await childrenOf({ resample: 0 })
    expect(Object.fromEntries(Object.keys(json).map((name) => [name, valuesOf(children, name)]))).toEqual({
      lr: [0.008, 0.012],
      decay: [0.88, 0.92],
      shift: [-0.2, 0.2],
      dropout: [0, 0.1],
      batch: [128, 32],
      crop: [1, 3],
      depth: [2, 8],
      flip: ["left"],
      optimizer: ["sgd"],
      momentum: [0.4, 0.6],
    })
  })

  it("draws one value in four anew, anywhere in its range, but never what gives a trial its shape", async () => {
    const children = await childrenOf({})
    const anew = children.filter(({ lr }) => ![0.008, 0.012].includes(Number(Number(lr).toPrecision(6))))
    expect(anew.length).toBeGreaterThan(200 * 0.25 - 3 * 6.2)
    expect(anew.length).toBeLessThan(200 * 0.25 + 3 * 6.2)
    expect(valuesOf(children, "flip")).toEqual(["both", "left", "no"])
    expect(valuesOf(children, "optimizer")).toEqual(["sgd"])
    const { parameters } = problemOn(json).space
    for (const child of children)
      for (const one of parameters) if (child[one.name] !== undefined) expect(contains(one, child[one.name]!)).toBe(true)
  })

  it("leaves a parameter alone that the trial does not have", async () => {
    const { momentum: _, ...rest } = parent
    const adam = { ...rest, optimizer: "adam" }
    for (const child of await childrenOf({}, problemOn(json), adam)) expect(Object.keys(child)).not.toContain("momentum")
  })

  it("changes only what may change, when that is said", async () => {
    for (const child of await childrenOf({ mutate: ["lr"] })) expect({ ...child, lr: 0 }).toEqual({ ...parent, lr: 0 })
  })

  it("turns back at the end of a list, and stays within a range", async () => {
    const children = await childrenOf({ resample: 0 }, problemOn(json), { ...parent, depth: 8, crop: 4, batch: 16, lr: 0.1 })
    expect(valuesOf(children, "depth")).toEqual([4])
    expect(valuesOf(children, "crop")).toEqual([3, 4].filter((v) => v !== 4))
    expect(valuesOf(children, "batch")).toEqual([32])
    expect(valuesOf(children, "lr")).toEqual([0.08, 0.1])
  })

  it("keeps the constraints, or the parent's values where no move does", async () => {
    const children = await childrenOf({}, problemOn(json, { where: ["lr <= 0.01"] }))
    for (const { lr } of children) expect(lr).toBeLessThanOrEqual(0.01)
    const [only] = await childrenOf({ resample: 0, mutate: ["shift"] }, problemOn(json, { where: ["shift == 0"] }))
    expect(only).toEqual(parent)
  })

  it.each([["optimizer"], ["lrr"]])("refuses to change %s", (name) => {
    expect(() => perturb({ mutate: [name!] }).init(problemOn(json))).toThrow(
      expect.objectContaining({ code: "D322", message: expect.stringContaining("parameters that can change") as unknown }),
    )
  })

  it("asks another sampler for whoever has no parent", async () => {
    const sampler = perturb()
    const state = sampler.init(problemOn(json))
    expect(await sampler.suggest(state, askFor(0))).toMatchObject({ why: expect.stringContaining("sobol") as string })
  })
})
