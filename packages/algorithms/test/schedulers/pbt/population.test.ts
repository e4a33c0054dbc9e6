import type { Chosen, Trial } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { lineOf } from "@diapason/core"
import { played, type Played, type Training } from "./population.ts"

/** Each step adds what the learning rate is worth, which is most near 0.01. */
const climbing: Training<number> = {
  begin: () => 0,
  step: (height, { lr }, _, random) => height + 1 / (1 + Math.abs(Math.log10(Number(lr) / 0.01))) + 0.1 * random(),
  metrics: (height) => ({ score: height, size: 10 }),
}

const study = (scheduler: Partial<Chosen> = {}, trials = 60) => ({
  space: { lr: { type: "float", low: 1e-5, high: 1, scale: "log" } },
  fidelity: { name: "epoch", min: 1, max: 20 },
  scheduler: { type: "pbt", population: 4, every: 4, ...scheduler } as Chosen,
  budget: { trials },
})

const last = (trial: Trial): number => trial.curve.steps.at(-1) ?? 0
const children = ({ ledger }: Played) => ledger.trials.filter(({ parent }) => parent !== undefined)

describe.each([
  ["asynchronous", 4],
  ["asynchronous", 2],
  ["asynchronous", 7],
  ["synchronous", 4],
  ["synchronous", 1],
] as const)("a population of four, %s, in %i slots", (mode, slots) => {
  it("trains to the end with copies, never more at a comparison than the quantile; its lineage is a forest; all is derived again", async () => {
    const done = await played(climbing, study({ mode }, 4 + 4), slots)
    const { ledger } = done
    expect(done.difference).toBeUndefined()
    expect(children(done).length).toBeGreaterThanOrEqual(3)
    const rounds = children(done).map(({ parent }) => Math.floor(parent!.step / 4))
    for (const round of new Set(rounds))
      expect(rounds.filter((one) => one === round).length).toBeLessThanOrEqual(mode === "synchronous" ? 1 : 2)
    const stops = ledger.trials.filter(({ state }) => state === "pruned").map((trial) => Math.floor(last(trial) / 4))
    expect(new Set(stops).size).toBe(stops.length)
    for (const { number, parent } of ledger.trials) {
      expect(parent === undefined || parent.trial < number).toBe(true)
      expect(lineOf(ledger, number).length).toBeLessThanOrEqual(20 / 4)
    }
    const complete = ledger.trials.filter(({ state }) => state === "complete")
    expect(complete.length).toBeGreaterThanOrEqual(4)
    expect(new Set(complete.map(last))).toEqual(new Set([20]))
  })

  it("begins a child with exactly what its parent had saved", async () => {
    const done = await played(climbing, study({ mode }, 8), slots)
    for (const child of children(done)) {
      const first = child.curve.steps[0]!
      expect(first).toBe(child.parent!.step + 1)
      const gain = Number(child.curve.columns.get("score")![0]) - Number(done.states.get(child.parent!.path!))
      expect(gain).toBeGreaterThan(0)
      expect(gain).toBeLessThan(1.2)
      expect(child.why).toMatch(/^perturb: child of #\d+ at step \d+: lr \S+ → \S+$/)
    }
  })
})

describe("a population", () => {
  it("with quantile 0 never copies", async () => {
    for (const exploit of ["truncation", "t-test"]) {
      const done = await played(climbing, study({ quantile: 0, exploit }, 4), 4)
      expect(done.ledger.trials.map(({ state }) => state)).toEqual(Array(4).fill("complete"))
    }
  })

  it("of one never copies", async () => {
    for (const mode of ["asynchronous", "synchronous"]) {
      const done = await played(climbing, study({ population: 1, mode }, 1), 2)
      expect(done.ledger.trials.map(({ state }) => state)).toEqual(["complete"])
    }
  })

  it("larger than the budget trains those that the budget has, and copies none: there is no trial left for a child", async () => {
    for (const mode of ["asynchronous", "synchronous"]) {
      const done = await played(climbing, study({ population: 8, mode }, 5), 2)
      expect(done.ledger.trials.map((trial) => [trial.state, last(trial), trial.parent])).toEqual(
        Array(5).fill(["complete", 20, undefined]),
      )
      expect(done.difference).toBeUndefined()
    }
  })

  it("larger than the slots advances together: nobody is two comparisons ahead of the one furthest behind", async () => {
    const { events } = await played(climbing, study({ population: 6, quantile: 0 }, 6), 2)
    const at = new Map<number, number>()
    for (const event of events) {
      if (event.kind !== "trial.reported") continue
      at.set(event.trial, event.step)
      const behind = at.size < 6 ? 0 : Math.min(...at.values())
      expect(event.step - behind).toBeLessThanOrEqual(8)
    }
  })

  it("holds against a slow member only what the others had at its step", async () => {
    const even: Training<number> = { ...climbing, step: (height) => height + 1, takes: (trial) => (trial === 0 ? 3 : 1) }
    const done = await played(even, study({ every: 4, population: 4 }, 5), 4)
    expect(done.ledger.trials[0]!.state).toBe("complete")
  })

  it("begins another one where the budget allows", async () => {
    const done = await played(climbing, study({ quantile: 0 }, 6), 4)
    expect(done.ledger.trials.map(({ parent }) => parent)).toEqual(Array(6).fill(undefined))
    expect(done.ledger.trials.map(last)).toEqual(Array(6).fill(20))
  })

  it("where nobody can go on from a saved state runs every trial in full, and says why", async () => {
    const { fidelity, ...rest } = study({}, 3)
    const done = await played(climbing, { ...rest, fidelity: { ...fidelity, resumable: false } }, 2)
    expect(done.ledger.trials.map(last)).toEqual([20, 20, 20])
  })
})

describe("a member", () => {
  it("that does not hear is taken at its word up to its stop", async () => {
    const deaf: Training<number> = { ...climbing, deaf: () => true }
    const done = await played(deaf, study({}, 8), 4)
    expect(children(done).length).toBeGreaterThan(0)
    for (const trial of done.ledger.trials.filter(({ state }) => state === "pruned")) expect(last(trial) % 4).toBe(0)
    expect(done.difference).toBeUndefined()
  })

  it("that comes to nothing half way is replaced by a child of a good one", async () => {
    for (const mode of ["asynchronous", "synchronous"]) {
      const broken: Training<number> = {
        ...climbing,
        metrics: (height, step, { trial }) => ({ score: trial === 1 && step >= 9 ? NaN : height }),
      }
      const done = await played(broken, study({ quantile: 0, mode }, 6), 4)
      expect(done.ledger.trials[1]).toMatchObject({ state: "failed", failure: { kind: "nan" } })
      expect(done.ledger.trials[4]!.parent).toMatchObject({ step: expect.any(Number) as number })
      expect(done.ledger.trials.map(({ state }) => state)).toEqual(
        ["complete", "failed", "complete", "complete", "complete", "complete"].slice(0, done.ledger.trials.length),
      )
      expect(done.difference).toBeUndefined()
    }
  })

  it("that breaks a limit is at the bottom, however good", async () => {
    const large: Training<number> = {
      ...climbing,
      metrics: (height, _, { trial }) => ({ score: trial === 2 ? 1000 : height, size: trial === 2 ? 99 : 10 }),
    }
    const done = await played(large, { ...study({}, 8), constraints: ["size <= 50"] }, 4)
    expect(done.ledger.trials[2]).toMatchObject({
      state: "pruned",
      decision: expect.stringContaining("rank 4 of 4 at step 4: nothing that counts") as string,
    })
    expect(children(done).some(({ parent }) => parent!.trial === 2)).toBe(false)
  })

  it("that has saved nothing is nobody's parent", async () => {
    const done = await played({ ...climbing, saves: (step) => step % 7 === 0 }, { ...study({}, 8), command: ["train"] }, 4)
    for (const { parent } of children(done)) expect([7, 14]).toContain(parent!.step)
    expect(done.difference).toBeUndefined()
  })
})
