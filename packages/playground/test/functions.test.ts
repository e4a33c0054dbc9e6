import { spaceFromJson, type Config } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { known } from "../src/functions/known.ts"
import { ownAtFirst, readOwn } from "../src/functions/own.ts"
import { hashOf, setupOf } from "../src/page/address.ts"
import { functionOf, racers } from "../src/race/setup.ts"
import { racer } from "../src/race/racer.ts"

const optima: Readonly<Record<string, Config>> = {
  branin: { x: Math.PI, y: 2.275 },
  rastrigin: { x: 1.7, y: -2.4 },
  rosenbrock: { x: 1, y: 1 },
  hartmann6: { x1: 0.20169, x2: 0.150011, x3: 0.476874, x4: 0.275332, x5: 0.311652, x6: 0.6573 },
  branches: { way: "bold", v: 1, w: -2 },
}

describe("a test function", () => {
  it.each(known)("$name has its least value where it is said to be, and less nowhere else that a sampler looked", async (f) => {
    expect(f.evaluate(optima[f.name]!)).toBeCloseTo(f.optimum!, 6)
    expect(() => spaceFromJson(f.space)).not.toThrow()
    const next = await racer({ on: f.name, samplers: ["sobol"], trials: 24, races: 1, seed: 3 }, "sobol", 0, () => 0)
    for (let step = await next(); step !== undefined; step = await next()) expect(step.loss).toBeGreaterThanOrEqual(f.optimum! - 1e-9)
  })

  it("may be typed; values that are no number fail their trial and no other", async () => {
    const on = { ...ownAtFirst, text: "log(x) + y" }
    const next = await racer({ on, samplers: ["sobol"], trials: 8, races: 1, seed: 1 }, "sobol", 0, () => 0)
    const losses = []
    for (let step = await next(); step !== undefined; step = await next()) losses.push(step.loss)
    expect(losses).toHaveLength(8)
    expect(new Set(losses.map((loss) => loss === undefined))).toEqual(new Set([true, false]))
  })

  it.each([
    ["x +", "x"],
    ["z + 1", "z is not known here"],
    ["alert(1)", "alert"],
    ["", ""],
    ["constructor.constructor('return 1')()", ""],
  ])("that is typed as %s is refused in one line", (text, words) => {
    expect(readOwn({ ...ownAtFirst, text })).toEqual(expect.stringContaining(words))
  })

  it("needs ranges that are ranges", () => {
    expect(readOwn({ ...ownAtFirst, x: [1, 1] })).toBe("x needs two numbers, the lower one first")
    expect(readOwn({ ...ownAtFirst, y: [NaN, 1] })).toBe("y needs two numbers, the lower one first")
  })
})

describe("the address", () => {
  it.each([
    { on: "hartmann6", samplers: ["gp", "random"], trials: 12, races: 3, seed: 7 },
    { on: { text: "x * y + 1", x: [-1, 2] as const, y: [0, 3] as const }, samplers: ["tpe"], trials: 2, races: 1, seed: 0 },
  ])("says the whole setup", (setup) => {
    expect(setupOf(hashOf(setup))).toEqual(setup)
  })

  it("is as usual where it says nothing, or nonsense", () => {
    const usual = setupOf("")
    expect(usual).toMatchObject({ on: "branin", trials: 40, races: 1, seed: 1 })
    expect(setupOf("#on=__proto__&race=nobody&trials=1e9&races=-1&seed=x")).toEqual(usual)
    expect(setupOf("#on=own&f=z&x=1,2&y=1,2").on).toEqual(ownAtFirst)
    expect(() => functionOf({ on: "nothing" })).toThrow("there is no function nothing")
  })

  it("knows racers that the library knows", async () => {
    for (const { name } of racers) {
      const next = await racer({ on: "branin", samplers: [name], trials: 2, races: 1, seed: 1 }, name, 0, () => 0)
      expect((await next())?.loss).toBeGreaterThan(0)
    }
  })
})
