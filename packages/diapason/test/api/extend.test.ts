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

/** A valley whose floor lies below the range of the first space; `drop` and `momentum` bend it. */
const valley = (lr: number, momentum: number, drop: number): number =>
  (Math.log10(lr) + 4.7) ** 2 + 8 * (momentum - 0.9) ** 2 + 2 * (drop - 0.15) ** 2 + (Math.log10(lr) + 4.7) * (momentum - 0.9)

/** Trials after the widening, seeds, and the sampler: `auto` takes half a minute for 5 seeds. */
const [more, seeds, sampler] = [20, 20, "tpe"]

test("what was found before a study was widened saves trials: 20 more of it against 20 of a new one", async () => {
  const narrow = space({ lr: log(1e-4, 1e-1), momentum: float(0.5, 0.99) })
  const wide = space({ lr: log(1e-6, 1e-1), momentum: float(0.5, 0.99), drop: float(0, 0.5, { was: 0 }) })
  const pairs: { readonly extended: number; readonly fresh: number }[] = []
  for (let seed = 1; seed <= seeds; seed++) {
    const common = { minimize: "loss", seed, sampler } as const
    const objective = ({ lr, momentum, drop }: { lr: number; momentum: number; drop: number }) => valley(lr, momentum, drop)
    const store = memoryStore(systemClock)
    await optimize({ ...common, space: narrow, store, budget: { trials: 20 }, objective: ({ lr, momentum }) => valley(lr, momentum, 0) })
    const extended = await optimize({ ...common, space: wide, store, budget: { trials: 20 + more }, extend: true, objective })
    const fresh = await optimize({ ...common, space: wide, budget: { trials: more }, objective })
    const after = extended.trials.slice(20).map((trial) => (trial.state === "complete" ? trial.values["loss"]! : Infinity))
    pairs.push({ extended: Math.min(...after), fresh: fresh.best!.values["loss"]! })
  }
  const mean = (of: "extended" | "fresh"): number => pairs.reduce((sum, pair) => sum + pair[of], 0) / pairs.length
  const wins = pairs.filter(({ extended, fresh }) => extended < fresh).length
  console.log(
    `best of ${more}: widened ${mean("extended").toFixed(5)}, new ${mean("fresh").toFixed(5)}; better for ${wins} of ${seeds} seeds`,
  )
  expect(mean("extended")).toBeLessThan(mean("fresh"))
  expect(wins).toBeGreaterThan(seeds / 2)
})
