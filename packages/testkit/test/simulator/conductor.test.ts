import {
  createAbort,
  hasEnded,
  replay,
  type Conducted,
  type Ending,
  type EventStore,
  type Executor,
  type Failure,
  type Job,
  type TrialLink,
  type Wanted,
} from "@diapason/core"
import { describe, expect, it } from "vitest"
import { crashingStore, simulatedExecutor, simulation, type SimulatedRun, type Simulation, type StartConductor } from "../../src/index.ts"
import { all, deciding, kinds } from "./open.ts"
import { plainChoice, plainWanted } from "./plain-study.ts"

/** Three steps of 100 ms, the last with a loss of 0.375. */
const good: SimulatedRun = { steps: [1, 2, 3].map((n) => ({ takes: 100, metrics: { loss: n / 8 } })) }

interface Start extends Partial<Omit<StartConductor, "wanted">> {
  readonly trials?: number
  readonly wanted?: Partial<Wanted>
  readonly run?: (trial: number, attempt: number) => SimulatedRun
}

/** Starts a conductor over the plain study; its trials are `good` unless `run` says otherwise. */
function start(world: Simulation, { trials = 10, wanted, run = () => good, ...rest }: Start = {}): Promise<Conducted> {
  return world.start({
    wanted: { ...plainWanted(trials), ...wanted },
    choose: plainChoice,
    executor: simulatedExecutor(world.clock, ({ trial, attempt }) => run(trial, attempt)),
    slots: 2,
    ...rest,
  })
}

const states = ({ ledger }: Conducted): readonly string[] => ledger.trials.map(({ state }) => state)

async function mustReplay({ store }: Simulation): Promise<void> {
  expect((await replay(store, "plain", plainChoice)).difference).toBeUndefined()
}

const failing = (failure: Failure): SimulatedRun => ({ steps: [], ending: { kind: "failed", failure } })

describe("an attempt that is slow to leave", () => {
  it("says nothing of the attempt that goes on with its trial", async () => {
    const world = simulation()
    const choose = deciding(
      (step) => (step === 1 ? "pause" : "continue"),
      (_, { paused }) => (paused.size > 0 ? { do: "resume", trial: 0, fidelity: 3 } : { do: "start", fidelity: 3 }),
    )
    const linger = async (job: Job, link: TrialLink): Promise<Ending> => {
      for (let step = (job.resume?.step ?? 0) + 1; step <= 3; step++) {
        await world.clock.after(100)
        if ((await link.report(step, { loss: step })).action !== "pause") continue
        await world.clock.after(500)
        await link.checkpoint(step, "late")
        return { kind: "done" }
      }
      return { kind: "done" }
    }
    const executor: Executor = { name: "lingering", launch: (job, link) => ({ ended: linger(job, link), stop: () => undefined }) }
    const fidelity = { name: "epoch", min: 1, max: 3 }
    const { ledger } = await world.clock.run(start(world, { trials: 1, executor, choose, wanted: { fidelity } }))
    expect(ledger.trials[0]).toMatchObject({ state: "complete", attempts: 2, checkpoints: [], curve: { steps: [1, 2, 3] } })
  })
})

describe("a canary", () => {
  it("runs alone until the objective was heard", async () => {
    const world = simulation()
    const conducted = start(world, { canary: true, slots: 4 })
    await world.clock.advance(99)
    expect((await kinds(world.store)).filter((kind) => kind === "trial.started")).toHaveLength(1)
    await world.clock.advance(1)
    expect((await kinds(world.store)).filter((kind) => kind === "trial.started")).toHaveLength(4)
    expect(await world.clock.run(conducted)).toMatchObject({ outcome: "done" })
  })

  it("is not wanted again when the objective was heard before", async () => {
    const world = simulation()
    await world.clock.run(start(world, { trials: 1 }))
    const again = start(world, { trials: 9, canary: true, slots: 4 })
    await world.clock.advance(1)
    expect((await kinds(world.store)).filter((kind) => kind === "trial.started")).toHaveLength(1 + 4)
    await world.clock.run(again)
  })

  const silent: SimulatedRun = { steps: [{ takes: 10, metrics: { other: 1 } }] }
  const broken: readonly [string, SimulatedRun, string][] = [
    ["never reports the objective", silent, "no-metric"],
    ["cannot be started", failing({ kind: "launch", message: "no such file" }), "launch"],
    ["crashes before it has reported anything", failing({ kind: "crash", message: "exit 2" }), "crash"],
  ]
  it.each(broken)("that %s ends the study after one trial", async (_, run, kind) => {
    const world = simulation()
    const conducted = await world.clock.run(start(world, { canary: true, slots: 4, run: () => run }))
    expect(conducted).toMatchObject({ outcome: "broken", failure: { kind, trial: 0 } })
    expect(states(conducted)).toEqual(["failed"])
    await mustReplay(world)
  })

  it.each(broken)("that %s is tried again by the same command, once it was mended", async (_, run) => {
    const world = simulation()
    await world.clock.run(start(world, { canary: true, run: () => run }))
    const conducted = await world.clock.run(start(world, { canary: true, trials: 4 }))
    expect(conducted.outcome).toBe("done")
    expect(states(conducted)).toEqual(["failed", "complete", "complete", "complete"])
  })

  it("that was well does not keep three crashes alike among the first five from ending the study", async () => {
    const world = simulation()
    const crash = (trial: number) => failing({ kind: "crash", message: `trial ${trial} exited with 1: no module` })
    const conducted = await world.clock.run(start(world, { canary: true, slots: 1, run: (trial) => (trial < 2 ? good : crash(trial)) }))
    expect(conducted).toMatchObject({ outcome: "broken", failure: { kind: "crash", trial: 4 } })
    expect(conducted.ledger.trials).toHaveLength(5)
  })

  it.each([
    ["crashes that differ", (trial: number) => ({ kind: "crash", message: `line ${trial * 7}` }) as const],
    ["divergence", () => ({ kind: "nan", message: "not finite" }) as const],
    ["refusals of the configuration", () => ({ kind: "invalid", message: "exit 65" }) as const],
    ["want of memory", () => ({ kind: "oom", message: "killed" }) as const],
  ])("lets %s pass", async (_, failure) => {
    const world = simulation()
    const run = (trial: number) => (trial === 0 ? good : failing(failure(trial)))
    const conducted = await world.clock.run(start(world, { canary: true, slots: 1, trials: 6, run }))
    expect(conducted.outcome).toBe("done")
    expect(conducted.ledger.trials).toHaveLength(6)
  })

  it("that nobody asked for leaves every trial to fail by itself", async () => {
    const world = simulation()
    const conducted = await world.clock.run(start(world, { run: () => silent }))
    expect(conducted).toMatchObject({ outcome: "done" })
    expect(states(conducted)).toEqual(Array(10).fill("failed"))
  })
})

describe("a signal", () => {
  it("to drain starts nothing more, and lets what runs end", async () => {
    const world = simulation()
    const drain = createAbort()
    const conducted = start(world, { signals: { drain: drain.signal } })
    await world.clock.advance(150)
    drain.abort()
    expect(await world.clock.run(conducted)).toMatchObject({ outcome: "drained" })
    expect(states(await conducted)).toEqual(["complete", "complete"])
  })

  it("to interrupt ends the attempts, which are tried again by the next conductor with the same configuration", async () => {
    const world = simulation()
    const interrupt = createAbort()
    const first = start(world, { signals: { interrupt: interrupt.signal }, trials: 4 })
    await world.clock.advance(150)
    interrupt.abort()
    const stopped = await world.clock.run(first)
    expect(stopped.outcome).toBe("interrupted")
    expect(states(stopped)).toEqual(["waiting", "waiting"])
    const configs = stopped.ledger.trials.map(({ config }) => config)
    const { ledger, outcome } = await world.clock.run(start(world, { trials: 4 }))
    expect([outcome, ledger.trials.length, ledger.trials[0]!.attempts]).toEqual(["done", 4, 2])
    expect(ledger.trials.slice(0, 2).map(({ config }) => config)).toEqual(configs)
    await mustReplay(world)
  })

  it("to cancel ends the trials for good, also after an interrupt that was under way", async () => {
    const world = simulation()
    const [interrupt, cancel] = [createAbort(), createAbort()]
    const conducted = start(world, { signals: { interrupt: interrupt.signal, cancel: cancel.signal } })
    await world.clock.advance(150)
    interrupt.abort()
    cancel.abort()
    expect(await world.clock.run(conducted)).toMatchObject({ outcome: "cancelled" })
    expect((await conducted).ledger.trials[0]).toMatchObject({ state: "failed", failure: { kind: "cancelled" } })
  })

  it("that came before the start leaves the study without a trial", async () => {
    const world = simulation()
    const interrupt = createAbort()
    interrupt.abort()
    const conducted = await world.clock.run(start(world, { signals: { interrupt: interrupt.signal } }))
    expect([conducted.outcome, conducted.ledger.trials.length]).toEqual(["interrupted", 0])
  })
})

describe("the time of a study", () => {
  it("ends running trials when it is spent; they wait for more", async () => {
    const world = simulation()
    const conducted = await world.clock.run(start(world, { wanted: { budget: { wall: 1050 } } }))
    expect(conducted).toMatchObject({ outcome: "done", why: "the 1.05 s of the budget are spent" })
    expect(world.clock.now() - conducted.ledger.sessions.get("session-1")!.openedAt).toBe(1050)
    expect(states(conducted)).toEqual([...Array<string>(6).fill("complete"), "waiting", "waiting"])
    const more = await world.clock.run(start(world, { wanted: { budget: { wall: 1450 } } }))
    expect(states(more).slice(0, 8)).toEqual(Array(8).fill("complete"))
    await mustReplay(world)
  })

  it("is longer at once when another gives the study more", async () => {
    const world = simulation()
    const first = start(world, { wanted: { budget: { wall: 1050 } } })
    await world.clock.advance(500)
    const second = start(world, { wanted: { budget: { wall: 2050 } }, slots: 1 })
    const [a] = await world.clock.run(Promise.all([first, second]))
    expect(a.why).toBe("the 2.05 s of the budget are spent")
  })
})

describe("a store that fails", () => {
  it("makes the conductor reject, at whichever append; what was acknowledged stays, and the next one goes on", async () => {
    const world = simulation()
    const counted = crashingStore(world.store, Infinity, "before")
    await world.clock.run(start(world, { trials: 4, store: counted.store }))
    expect(counted.appends()).toBeGreaterThan(15)
    for (let at = 0; at < counted.appends() - 1; at++) await failAt(at)
  })

  async function failAt(at: number): Promise<void> {
    const context = `append ${at} fails`
    const world = simulation()
    const ended = { launched: 0, over: 0 }
    await expect(
      world.clock.run(start(world, { trials: 4, store: failingAt(world.store, at), executor: counting(world, ended) })),
      context,
    ).rejects.toThrow("no space")
    expect(ended.over, context).toBe(ended.launched)
    const kept = await all(world.store)
    const { ledger, outcome } = await world.clock.run(start(world, { trials: 4 }), 10_000)
    expect(outcome, context).toBe("done")
    expect(ledger.trials.length, context).toBe(4)
    expect(ledger.trials.every(hasEnded), context).toBe(true)
    expect(
      ledger.trials.filter((t) => t.state === "failed" || t.lost > 0),
      context,
    ).toEqual([])
    expect((await all(world.store)).slice(0, kept.length), context).toEqual(kept)
    await mustReplay(world)
  }

  /** Each launch and each end is counted: an attempt must not go on unrecorded. */
  function counting(world: Simulation, ended: { launched: number; over: number }): StartConductor["executor"] {
    const inner = simulatedExecutor(world.clock, () => good)
    return {
      ...inner,
      launch(job, link) {
        ended.launched++
        const running = inner.launch(job, link)
        // As a real executor: what cannot be recorded ends the attempt, and looks like no fault of the store's.
        const lost = { kind: "failed", failure: { kind: "crash", message: "the script saw an error" } } as const
        return { ...running, ended: running.ended.catch(() => lost).finally(() => void ended.over++) }
      },
    }
  }
})

/** From append `at` on every append fails, for this conductor. */
function failingAt(store: EventStore, at: number): EventStore {
  let appends = 0
  return { ...store, append: (...rest) => (appends++ < at ? store.append(...rest) : Promise.reject(new Error("no space"))) }
}

describe("a conductor", () => {
  it("with eight slots that is killed twice loses no finished result, and the study replays", async () => {
    const world = simulation()
    const run = (trial: number): SimulatedRun => ({
      steps: [1, 2, 3].map((n) => ({ takes: 50 + ((trial * 37) % 90), metrics: { loss: ((trial * 31) % 17) / 17 + 0.01 * n } })),
    })
    for (const at of [60, 75]) {
      const dying = crashingStore(world.store, at, "after")
      void start(world, { trials: 60, slots: 8, run, store: dying.store, pid: at })
      await world.clock.run(dying.crashed)
      world.kill(at)
    }
    const before = (await all(world.store)).filter(({ kind }) => kind === "trial.finished")
    const { ledger, outcome } = await world.clock.run(start(world, { trials: 60, slots: 8, run, pid: 99 }))
    const ends = (await all(world.store)).filter(({ kind }) => kind === "trial.finished")
    expect([outcome, ledger.trials.length, ledger.finished.length, ends.length]).toEqual(["done", 60, 60, 60])
    expect(ends.slice(0, before.length)).toEqual(before)
    expect(ledger.trials.some(({ state }) => state === "pruned")).toBe(true)
    expect(ledger.trials.some(({ attempts }) => attempts > 1)).toBe(true)
    await mustReplay(world)
  })

  it("that slept while it was taken over ends its attempts within 20 s, opens the study again and goes on", async () => {
    const world = simulation()
    const long: SimulatedRun = { steps: [{ takes: 3_600_000, metrics: { loss: 1 } }] }
    const stopped: number[] = []
    const inner = simulatedExecutor(world.clock, ({ attempt }) => (attempt === 1 ? long : good))
    const executor: StartConductor["executor"] = {
      ...inner,
      launch(job, link) {
        const running = inner.launch(job, link)
        return { ...running, stop: (how) => (stopped.push(world.clock.now()), running.stop(how)) }
      },
    }
    const conducted = start(world, { trials: 3, executor, slots: 1 })
    await world.clock.advance(1000)
    const lost = world.clock.now()
    world.kill(1)
    const other = start(world, { trials: 3, slots: 1, run: () => good })
    await world.clock.run(Promise.all([conducted, other]))
    expect(stopped[0]! - lost).toBeLessThanOrEqual(20_000)
    expect((await conducted).outcome).toBe("done")
    await mustReplay(world)
  })

  it("fills a slot as soon as one is free", async () => {
    const world = simulation()
    let running = 0
    let idle = 0
    const inner = simulatedExecutor(world.clock, ({ trial }) => ({ steps: [{ takes: 10 + ((trial * 7) % 13), metrics: { loss: 0 } }] }))
    const executor: StartConductor["executor"] = {
      ...inner,
      launch(job, link) {
        running++
        const { ended, stop } = inner.launch(job, link)
        return { stop, ended: ended.finally(() => void (running--, (idle = world.clock.now()))) }
      },
    }
    const conducted = start(world, { trials: 200, slots: 5, executor })
    const began = world.clock.now()
    for (let ms = 0; ms < 400; ms++) {
      await world.clock.advance(1)
      expect(running, `${world.clock.now() - began} ms, last end at ${idle - began}`).toBe(5)
    }
    await world.clock.run(conducted)
  })

  it("ends with the target, whatever was left to spend", async () => {
    const world = simulation()
    const wanted: Partial<Wanted> = { objectives: [{ metric: "loss", direction: "minimize", target: 0.375 }] }
    const conducted = await world.clock.run(start(world, { wanted, slots: 1 }))
    expect(conducted).toMatchObject({ outcome: "done", why: "loss has reached 0.375" })
    expect(conducted.ledger.trials).toHaveLength(1)
  })
})
