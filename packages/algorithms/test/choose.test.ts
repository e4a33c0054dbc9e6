import { createLedger, type Definition, type Ledger } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { choose, samplerOf } from "../src/choose.ts"
import { samplers } from "../src/samplers.ts"
import { schedulers } from "../src/schedulers.ts"
import { fitting } from "../src/schedulers/auto.ts"

const definition: Definition = {
  name: "s",
  space: { x: { type: "float", low: 0, high: 1 } },
  objectives: [{ metric: "loss", direction: "minimize" }],
  seed: 1,
  sampler: { type: "auto" },
  scheduler: { type: "auto" },
  budget: {},
}
const chosen = (more: Partial<Definition>) => choose({ ...definition, ...more }, undefined as unknown as Ledger)

describe("choose", () => {
  it("finds every sampler and scheduler of the lists, each under its own name", () => {
    const found = Object.keys(samplers).map((type) => chosen({ sampler: { type } }).sampler.id)
    expect(found.map((id) => id.replace(/\/\d+$/, ""))).toEqual(Object.keys(samplers))
    const deciding = Object.keys(schedulers).map((type) => chosen({ scheduler: { type } }).scheduler.id)
    expect(deciding.map((id) => id.replace(/\/\d+$/, ""))).toEqual(Object.keys(schedulers))
  })

  it.each([
    [{ sampler: { type: "sobl" } }, "D320", "There is no sampler named sobl; did you mean sobol?"],
    [{ sampler: { type: "toString" } }, "D320", "There is no sampler named toString"],
    [{ scheduler: { type: "medain" } }, "D321", "There is no scheduler named medain; did you mean median?"],
    [{ sampler: { type: "grid", resolutoin: 3 } }, "D322", "grid has no setting named resolutoin; did you mean resolution?"],
    [{ sampler: { type: "grid", resolution: 0 } }, "D322", "resolution of grid cannot be 0; a whole number of at least 1 was expected."],
    [{ sampler: { type: "tpe", gamma: 1 } }, "D322", "gamma of tpe cannot be 1; a number between 0 and 1 was expected."],
    [{ sampler: { type: "tpe", preset: "w24" } }, "D322", 'preset of tpe cannot be "w24"; one of optuna5, w23, rank was expected.'],
    [{ scheduler: { type: "none", patience: 3 } }, "D322", "none has no setting named patience"],
  ])("%j is %s", (more, code, what) => {
    expect(() => chosen(more)).toThrow(expect.objectContaining({ code, words: expect.objectContaining({ what }) as unknown }))
  })

  it("hands the settings over", () => {
    const { sampler } = chosen({ sampler: { type: "grid", resolution: 3 } })
    const event = { kind: "study.created", definition, seq: 1, at: 0, hash: "" } as Parameters<typeof createLedger>[0]
    const { space } = createLedger(event)
    const state = sampler.init({ space, objectives: 1, constraints: 0, seed: 1, settings: {} })
    expect(state).toMatchObject({ lattice: { size: 3 } })
  })
})

describe("what fits a study that asks for nothing", () => {
  const fidelity = { name: "epoch", min: 1, max: 27, resumable: true }

  it("is freeze-thaw where trials can be resumed, asha where not, the median rule without a fidelity, and none for several objectives", () => {
    expect(fitting({ objectives: 1, fidelity })).toBe("freeze-thaw")
    expect(fitting({ objectives: 1, fidelity: { ...fidelity, resumable: false } })).toBe("asha")
    expect(fitting({ objectives: 1, fidelity, sampler: "tpe" })).toBe("asha")
    expect(fitting({ objectives: 1 })).toBe("median")
    expect(fitting({ objectives: 2, fidelity })).toBe("none")
  })

  it("brings the sampler that the scheduler is made for, unless one was asked for", () => {
    expect(samplerOf({ ...definition, fidelity })).toEqual({ type: "freeze-thaw" })
    expect(samplerOf(definition)).toEqual({ type: "auto" })
    expect(samplerOf({ ...definition, scheduler: { type: "freeze-thaw" } })).toEqual({ type: "freeze-thaw" })
    expect(samplerOf({ ...definition, scheduler: { type: "bohb", eta: 4 } })).toEqual({ type: "bohb" })
    expect(samplerOf({ ...definition, fidelity, sampler: { type: "gp" } })).toEqual({ type: "gp" })
    expect(samplerOf({ ...definition, scheduler: { type: "constructor" } })).toEqual({ type: "auto" })
  })
})

describe("a terminator", () => {
  it("is there when the definition names one, and its name and settings are checked", () => {
    expect(chosen({}).terminator).toBeUndefined()
    expect(chosen({ terminator: { type: "stagnation", trials: 40, metric: "size" } }).terminator!.id).toBe("stagnation/1")
    expect(() => chosen({ terminator: { type: "stagnatoin" } })).toThrow(
      expect.objectContaining({
        code: "D324",
        words: expect.objectContaining({ what: expect.stringContaining("did you mean stagnation?") as string }) as object,
      }),
    )
    expect(() => chosen({ terminator: { type: "stagnation", trials: 0 } })).toThrow(expect.objectContaining({ code: "D322" }))
  })
})
