import type { Executor, Job, StudyEvent } from "@diapason/core"
import { simulatedExecutor, type VirtualClock } from "@diapason/testkit"
import { describe, expect, test } from "vitest"
import { world } from "./world.ts"

/** Trials of `steps` steps of ten seconds each. */
const steady = (clock: VirtualClock, steps = 6): Executor =>
  simulatedExecutor(clock, ({ config }) => ({
    steps: Array.from({ length: steps }, (_, i) => ({ takes: 10_000, metrics: { loss: Number(config["x"]) + 1 / (i + 1) } })),
  }))

/** When each attempt lived. */
interface Life {
  readonly trial: number
  readonly from: number
  to: number
}

function watched(clock: VirtualClock, executor: Executor, lives: Life[]): Executor {
  return {
    ...executor,
    launch(job: Job, link) {
      const life: Life = { trial: job.trial, from: clock.now(), to: Infinity }
      lives.push(life)
      const running = executor.launch(job, link)
      void running.ended.then(() => (life.to = clock.now()))
      return running
    },
  }
}

const numbers = (events: readonly StudyEvent[]): readonly number[] =>
  events.flatMap((event) => (event.kind === "trial.suggested" ? [event.trial] : []))
const ends = (events: readonly StudyEvent[]) => events.flatMap((event) => (event.kind === "trial.finished" ? [event] : []))
const steps = (events: readonly StudyEvent[], trial: number) =>
  events.flatMap((event) => (event.kind === "trial.reported" && event.trial === trial ? [event.step] : []))

describe("a worker of a server", () => {
  test("plays a study to its end in its slots, beside another whose clock is five minutes off", async () => {
    const at = await world()
    const [one, two] = await at.drive(
      Promise.all([at.work({ executor: steady(at.clock), slots: 2 }), at.work({ executor: steady(at.clock), slots: 2, skew: 300_000 })]),
    )
    const events = await at.log()
    expect(numbers(events)).toEqual([0, 1, 2, 3, 4, 5])
    expect(ends(events).map(({ state }) => state)).toEqual(Array.from({ length: 6 }, () => "complete"))
    expect([one.outcome, two.outcome]).toEqual(["done", "done"])
    expect(one.deeds.complete + two.deeds.complete).toBe(6)
    expect(await at.difference()).toBeUndefined()
  })

  test("keeps what its trials say, in order, while the server cannot be reached or is another process; they go on meanwhile", async () => {
    const at = await world({ budget: { trials: 2 } })
    const cable = at.cable()
    const said: string[] = []
    const lives: Life[] = []
    const worked = at.work({ executor: watched(at.clock, steady(at.clock, 12), lives), slots: 2, cable, lease: 300_000, said })
    await at.pass(25_000)
    cable.pull()
    const before = (await at.log()).length
    await at.pass(60_000)
    expect((await at.log()).length).toBe(before)
    await at.restart()
    await at.pass(30_000)
    cable.mend()
    const { deeds } = await at.drive(worked)
    expect(deeds).toMatchObject({ complete: 2, requeued: 0 })
    const events = await at.log()
    for (const trial of [0, 1]) expect(steps(events, trial)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1))
    // Twelve steps of ten seconds: nobody waited for the server.
    for (const { from, to } of lives) expect(to - from).toBeLessThan(125_000)
    expect(await at.difference()).toBeUndefined()
  })

  test("keeps a result until the server takes it, also when all ended while it was away", async () => {
    const at = await world({ budget: { trials: 1 } })
    const cable = at.cable()
    const worked = at.work({ executor: steady(at.clock, 3), cable, lease: 300_000 })
    await at.pass(15_000)
    cable.pull()
    await at.pass(120_000)
    cable.mend()
    expect((await at.drive(worked)).deeds.complete).toBe(1)
    expect(steps(await at.log(), 0)).toEqual([1, 2, 3])
  })

  test("ends what it runs before the lease runs out that it cannot renew, so that no trial ever runs twice", async () => {
    const at = await world({ budget: { trials: 2 } })
    const lives: Life[] = []
    const cable = at.cable()
    const lost = at.work({ executor: watched(at.clock, steady(at.clock, 30), lives), slots: 2, cable })
    await at.pass(25_000)
    cable.pull()
    const other = at.work({ executor: watched(at.clock, steady(at.clock, 3), lives), slots: 2 })
    await at.pass(150_000)
    cable.mend()
    await at.drive(Promise.all([lost, other]))
    for (const one of lives)
      for (const two of lives) if (one !== two && one.trial === two.trial) expect(one.to <= two.from || two.to <= one.from).toBe(true)
    const events = await at.log()
    expect(lives).toHaveLength(4)
    expect(
      ends(events)
        .map(({ trial, attempt }) => [trial, attempt])
        .sort(),
    ).toEqual([
      [0, 2],
      [1, 2],
    ])
  })

  test("an attempt that counts no more is ended as soon as that is heard", async () => {
    const at = await world({ budget: { trials: 1 } })
    const lives: Life[] = []
    const worked = at.work({ executor: watched(at.clock, steady(at.clock, 60), lives), lease: 60_000, said: [] })
    await at.pass(12_000)
    // Somebody else says that it failed, and it is handed out again.
    await at.post("/v1/trials/lab/0:fail", { kind: "infra" })
    await at.pass(20_000)
    expect(lives[0]!.to - lives[0]!.from).toBeLessThan(32_000)
    await at.drive(worked)
    expect(ends(await at.log()).map(({ attempt }) => attempt)).toEqual([2])
  })

  test("hears at its next sign of life that a person has ended a trial", async () => {
    const at = await world({ budget: { trials: 1 } })
    const silent = simulatedExecutor(at.clock, () => ({ steps: [{ takes: 3_600_000, metrics: { loss: 1 } }] }))
    const worked = at.work({ executor: silent })
    await at.pass(5000)
    await at.post("/v1/trials/lab/0:prune", { why: "it looks bad" })
    const begun = at.clock.now()
    expect((await at.drive(worked)).deeds.pruned).toBe(1)
    expect(at.clock.now() - begun).toBeLessThan(20_000)
  })

  test("puts back what runs when its machine is needed", async () => {
    const at = await world({ budget: { trials: 2 } })
    const notice = new AbortController()
    const first = at.work({ executor: steady(at.clock), slots: 2, signals: { preempt: notice.signal } })
    await at.pass(15_000)
    notice.abort()
    expect(await at.drive(first)).toMatchObject({ outcome: "preempted", deeds: { requeued: 2 } })
    const requeued = (await at.log()).flatMap((event) => (event.kind === "trial.requeued" ? [event.failure.kind] : []))
    expect(requeued).toEqual(["preempted", "preempted"])
    expect((await at.drive(at.work({ executor: steady(at.clock), slots: 2 }))).deeds.complete).toBe(2)
  })

  test("ends with a clear fault when its token is refused, and gives up on a server that stays away", async () => {
    let role: "admin" | "runner" | "viewer" = "admin"
    const at = await world({}, () => ({ name: "w", role }))
    role = "runner"
    const worked = at.work({ executor: steady(at.clock) })
    await at.pass(15_000)
    role = "viewer"
    await expect(at.drive(worked)).rejects.toMatchObject({ code: "D451" })
    const cable = at.cable()
    cable.pull()
    await expect(at.drive(at.work({ executor: steady(at.clock), cable, untilIdle: 30_000 }))).rejects.toMatchObject({ code: "D450" })
  })
})
