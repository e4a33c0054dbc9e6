import { choice, fixed, float, log, memoryStore, replay, space } from "@diapason/core"
import { choose } from "@diapason/algorithms"
import { expect, test } from "vitest"
import { systemClock } from "../../src/host/system-clock.ts"
import { createStudy, optimize } from "../../src/index.ts"

const quick = { minimize: "loss", sampler: "tpe", name: "s" } as const
const small = space({ lr: log(1e-4, 1e-1), opt: choice("adam", "sgd") })
const loss = (lr: number, drop = 0): number => (Math.log10(lr) + 4.5) ** 2 + drop

test("with `extend` a study goes on in a space that has grown, again and again, and replays", async () => {
  const store = memoryStore(systemClock)
  await optimize({ ...quick, store, space: small, budget: { trials: 12 }, objective: ({ lr }) => loss(lr) })
  const grown = space({ rate: log(1e-6, 1e-1, { was_called: "lr" }), opt: choice("adam", "sgd"), drop: float(0, 0.5, { was: 0 }) })
  const options = { ...quick, store, space: grown, objective: ({ rate, drop }: { rate: number; drop: number }) => loss(rate, drop) }
  await expect(optimize({ ...options, budget: { trials: 14 } })).rejects.toMatchObject({ code: "D301" })
  const second = await optimize({ ...options, budget: { trials: 24 }, extend: true })
  expect(second.trials).toHaveLength(24)
  expect(second.trials.map(({ revision = 1 }) => revision)).toEqual([...Array<number>(12).fill(1), ...Array<number>(12).fill(2)])
  expect(second.trials[12]!.why).toContain("of 12 vs the rest")
  expect(second.best!.values["loss"]).toBeLessThan(0.25)
  const settled = space({ rate: log(1e-6, 1e-1), opt: fixed("adam"), drop: float(0, 0.5) })
  const third = await createStudy({ ...quick, store, space: settled, sampler: "random", extend: true, budget: { trials: 26 } })
  const asked = await third.ask()
  expect(asked!.config.opt).toBe("adam")
  await asked!.tell({ loss: 1 })
  await third.close()
  const { difference, suggestions } = await replay(store, "s", choose)
  expect({ difference, suggestions }).toEqual({ difference: undefined, suggestions: 25 })
})
