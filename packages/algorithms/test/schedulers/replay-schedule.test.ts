import type { Chosen, Json } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { scheduleFile } from "../../src/population/schedule-file.ts"
import { scheduleOf } from "@diapason/core"
import { corners, played, quadratic, toy, type Played } from "./pbt/population.ts"

/** The schedule of the best trial of a population of two. */
const found = played(quadratic, { ...toy, scheduler: { type: "pbt", population: 2, every: 20 }, budget: { trials: 8 } }, 2, corners)
const bestOf = ({ ledger }: Played) => ledger.trials[ledger.front[0]!]!
const scoreOf = ({ curve }: Played["ledger"]["trials"][number]) => curve.columns.get("score")!.at(-1)

const replayed = async (updates: boolean, training = quadratic, steps?: Json): Promise<Played> => {
  const { ledger } = await found
  const scheduler = { type: "replay-schedule", steps: steps ?? scheduleFile(ledger, bestOf(await found).number).steps } as unknown as Chosen
  return played(training, { ...toy, scheduler, updates, budget: { trials: 3 } }, 2)
}

describe("a schedule that is trained by again", () => {
  it.each([
    [true, ["trial.updated", "trial.applied"]],
    [false, ["trial.updated", "trial.requeued"]],
  ])("comes to the same, where nothing is random: updates %s", async (updates, kinds) => {
    const [study, again] = [await found, await replayed(updates)]
    const schedule = scheduleOf(study.ledger, bestOf(study).number)
    expect(schedule.length).toBeGreaterThan(2)
    for (const trial of again.ledger.trials) {
      expect(trial.state).toBe("complete")
      expect(scoreOf(trial)).toBe(scoreOf(bestOf(study)))
      expect(scheduleOf(again.ledger, trial.number)).toEqual(schedule)
    }
    const changes = again.events.map(({ kind }) => kind).filter((kind) => kinds.includes(kind))
    expect(changes.length).toBe(3 * 2 * (schedule.length - 1))
    expect(again.difference).toBeUndefined()
  })

  it("is not led astray by trials that go on after they were told to leave", async () => {
    const again = await replayed(false, { ...quadratic, deaf: () => true })
    expect(again.ledger.trials.map(scoreOf)).toEqual(Array(3).fill(scoreOf(bestOf(await found))))
  })

  it("says what happens: the values, for which steps, and how the trial came to have them", async () => {
    const { ledger, events } = await replayed(false)
    const [first, second] = scheduleOf((await found).ledger, bestOf(await found).number)
    expect(ledger.trials[0]).toMatchObject({ by: "replay-schedule/1", config: first!.config })
    expect(ledger.trials[0]!.why).toBe(`the schedule's values for steps 1 to ${second!.from - 1}`)
    const updated = events.find(({ kind }) => kind === "trial.updated")
    const why = new RegExp(`^the schedule's values .*; it goes on with them from its state after step ${second!.from - 1}$`)
    expect(updated).toMatchObject({ apply: "restart", from: second!.from - 1, why: expect.stringMatching(why) as string })
  })

  it("goes on from a saved state where a trial refuses an update, and does not ask it again", async () => {
    const steps = [1, 11, 21].map((from, i) => ({ from, config: { h0: i / 2, h1: 1 } }))
    const { ledger, difference } = await replayed(true, { ...quadratic, refuses: "its optimiser is fixed" }, steps)
    for (const trial of ledger.trials) {
      expect(trial.updates.map(({ state, apply }) => [state, apply])).toEqual([
        ["refused", "next-step"],
        ["applied", "restart"],
        ["applied", "restart"],
      ])
      expect(scheduleOf(ledger, trial.number).map(({ from }) => from)).toEqual([1, 12, 21])
    }
    expect(difference).toBeUndefined()
  })

  it("waits for a saved state, where a trial takes no updates and saves now and then", async () => {
    const steps = [
      { from: 1, config: { h0: 1, h1: 0 } },
      { from: 11, config: { h0: 0, h1: 1 } },
    ]
    const { ledger } = await replayed(false, { ...quadratic, saves: (step) => step % 8 === 0 }, steps)
    expect(scheduleOf(ledger, 0).map(({ from }) => from)).toEqual([1, 17])
    const never = await replayed(false, { ...quadratic, saves: () => false }, steps)
    expect(never.ledger.trials.map(({ state, updates }) => [state, updates.length])).toEqual(Array(3).fill(["complete", 0]))
  })

  it("refuses values that do not belong to the space", async () => {
    await expect(replayed(true, quadratic, [{ from: 1, config: { h0: 3, h1: 0 } }])).rejects.toMatchObject({ code: "D113" })
    await expect(replayed(true, quadratic, [{ from: 1, config: { h2: 3 } }])).rejects.toMatchObject({ code: "D112" })
  })

  it.each([[[{ from: 2, config: {} }]], [[]], [3]])("refuses steps such as %j", async (steps) => {
    await expect(replayed(true, quadratic, steps as Json)).rejects.toMatchObject({ code: "D322" })
  })
})
