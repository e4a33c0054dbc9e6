import { describe, expect, expectTypeOf, test } from "vitest"
import type { ChildMessage, UpdateMessage } from "@diapason/core/protocol"
import { trial, type Live } from "diapason/trial"
import { takeUpdates } from "../../src/trial/live.ts"

const update = (rev: number, config: UpdateMessage["config"], apply: UpdateMessage["apply"] = "next-step"): UpdateMessage => ({
  ...{ type: "decision", for: rev, action: "update", rev, config, apply },
})

/** Takes over updates at step 4 and returns what was said and the configuration afterwards. */
async function taken<C extends Record<string, unknown>>(config: C, live: Live<C>, updates: UpdateMessage[], turn = false) {
  const said: ChildMessage[] = []
  await takeUpdates({ config, live, updates, send: (message) => void said.push(message) }, 4, turn)
  return said
}

describe("values that change while a script runs", () => {
  test("are in the configuration that the script holds, once their setters have taken them, awaited ones too", async () => {
    const config = { lr: 0.1, batch: 8 }
    const seen: unknown[] = []
    const setBatch = async (value: number): Promise<void> => {
      await Promise.resolve()
      seen.push([value, config.batch])
    }
    expect(await taken(config, { lr: (value) => seen.push(value), batch: setBatch }, [update(1, { lr: 0.05, batch: 16 })])).toEqual([
      { type: "applied", rev: 1, step: 4 },
    ])
    expect(config).toEqual({ lr: 0.05, batch: 16 })
    expect(seen).toEqual([0.05, [16, 8]])
  })

  test("all stay when one setter throws or rejects, and what was set before is put back", async () => {
    const config = { lr: 0.1, batch: 8 }
    const set: number[] = []
    const live: Live<typeof config> = {
      lr: (value) => set.push(value),
      batch: () => Promise.reject(new RangeError("16 does not fit")),
    }
    expect(await taken(config, live, [update(1, { lr: 0.05, batch: 16 }), update(2, { lr: 0.02 })])).toEqual([
      { type: "refused", rev: 1, step: 4, why: "RangeError: 16 does not fit" },
      { type: "applied", rev: 2, step: 4 },
    ])
    expect(config).toEqual({ lr: 0.02, batch: 8 })
    expect(set).toEqual([0.05, 0.1, 0.02])
  })

  test("are refused with the reason also when the setter cannot put back what was in force", async () => {
    const live = {
      lr: () => {
        throw new Error(set++ === 0 ? "first" : "second")
      },
    }
    let set = 0
    expect(await taken({ lr: 0.1 }, live, [update(1, { lr: 0.05 })])).toMatchObject([{ type: "refused", why: "Error: first" }])
  })

  test("of a branch go by their path, and the branch that the script gave as a default is not touched", async () => {
    const defaults = { use: "sgd", momentum: 0.9 }
    const config = { optimizer: defaults }
    await taken(config, ["optimizer.momentum"], [update(1, { "optimizer.momentum": 0.5 })])
    expect([config.optimizer, defaults.momentum]).toEqual([{ use: "sgd", momentum: 0.5 }, 0.9])
    const refused = await taken({ optimizer: { use: "adam" } }, ["optimizer.momentum"], [update(1, { "optimizer.momentum": 0.5 })])
    expect(refused).toMatchObject([{ type: "refused", why: "TypeError: this trial has no optimizer.momentum" }])
  })

  test("for the next epoch wait for the turn, and later ones wait behind them", async () => {
    const config = { lr: 0.1 }
    const updates = [update(1, { lr: 0.05 }), update(2, { lr: 0.02 }, "next-epoch"), update(3, { lr: 0.01 })]
    expect(await taken(config, ["lr"], updates)).toMatchObject([{ rev: 1 }])
    expect(config.lr).toBe(0.05)
    expect(await taken(config, ["lr"], updates, true)).toMatchObject([{ rev: 2 }, { rev: 3 }])
    expect(config.lr).toBe(0.01)
  })
})

test("a live name must be a parameter", () => {
  expect(() => trial({ lr: 1 }, { live: ["rate" as "lr"] })).toThrow("there is no parameter rate that could be live; there are: lr")
  expect(trial({ lr: 1, optimizer: { use: "adam" } }, { live: ["optimizer.momentum", "lr"] }).config.lr).toBe(1)
})

test("live names and their setters have the types of the defaults", () => {
  trial({ lr: 1, act: "relu" }, { live: { lr: (value) => expectTypeOf(value).toEqualTypeOf<number>() } })
  // @ts-expect-error rate is no parameter
  expect(() => trial({ lr: 1 }, { live: ["rate"] })).toThrow("no parameter rate")
})
