import { replay, type EventStore, type FailureKind, type Wanted } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { all, asked, deciding, kinds, open, world } from "./open.ts"
import { plainChoice } from "./plain-study.ts"

const never = deciding(() => "continue")
const second = deciding((step) => (step === 2 ? "stop" : "continue"))

describe("a session", () => {
  it("hands out a trial, takes its reports and its end, and says whether it is among the best", async () => {
    const session = await open(world())
    const trial = await session.ask()
    expect(trial).toMatchObject({ kind: "trial", number: 0, attempt: 1, why: "0 seen, 0 pending" })
    expect(await session.report(0, 1, { loss: 0.5 })).toMatchObject({ action: "continue", why: "still good" })
    expect(await session.tell(0, { loss: 0.4 })).toEqual({ best: true })
    expect(session.ledger.trials[0]).toMatchObject({ state: "complete", values: { loss: 0.4 } })
    await asked(session)
    expect(await session.tell(1, { loss: 0.5 })).toEqual({ best: false })
  })

  it("has in the log what was acknowledged, in order", async () => {
    const at = world()
    const session = await open(at)
    await asked(session)
    await session.report(0, 1, { loss: 0.5 })
    await session.tell(0, { loss: 0.5 })
    await session.note(0, "k", { v: 1 })
    await session.artifact(0, "plot", "p.png", "image/png")
    await session.close("over")
    expect(await kinds(at.store)).toEqual([
      ...["study.created", "session.opened", "trial.suggested", "trial.started", "trial.reported", "trial.finished"],
      ...["note.set", "artifact.added", "session.closed"],
    ])
  })

  it("refuses to tell, report or fail a trial that has ended (D230), or that never was (D231)", async () => {
    const session = await open(world())
    await asked(session)
    await session.tell(0, { loss: 1 })
    const acts = [() => session.tell(0, { loss: 0 }), () => session.report(0, 1, { loss: 0 }), () => session.fail(0, oom)]
    for (const act of acts) await expect(act()).rejects.toMatchObject({ code: "D230" })
    await expect(session.tell(7, { loss: 0 })).rejects.toMatchObject({ code: "D231" })
    await expect(session.checkpoint(7, 1, "p")).rejects.toMatchObject({ code: "D231" })
    expect(session.ledger.trials[0]).toMatchObject({ state: "complete", values: { loss: 1 } })
  })

  it("whose algorithms cannot be chosen writes nothing", async () => {
    const at = world()
    const choose = () => {
      throw new Error("no such sampler")
    }
    await expect(open(at, { choose })).rejects.toThrow("no such sampler")
    expect(await kinds(at.store)).toEqual([])
  })

  it("keeps the newest checkpoint", async () => {
    const session = await open(world())
    await asked(session)
    await session.checkpoint(0, 3, "c/3", 100)
    expect(session.ledger.trials[0]!.checkpoints).toEqual([{ step: 3, path: "c/3", bytes: 100 }])
  })

  it("tells its listeners each event after it was folded, until they leave", async () => {
    const session = await open(world())
    const heard: string[] = []
    const leave = session.listen((event, ledger) => heard.push(`${event.kind} ${ledger.seq === event.seq}`))
    await asked(session)
    leave()
    await session.tell(0, { loss: 1 })
    expect(heard).toEqual(["trial.suggested true", "trial.started true"])
  })

  it("takes in what others have done when it is told to look", async () => {
    const at = world()
    const [one, other] = [await open(at), await open(at)]
    expect([one.others, other.others, other.resumed]).toEqual([0, 1, true])
    await asked(other)
    await other.tell(0, { loss: 0.1 })
    await one.refresh()
    expect(one.ledger.front).toEqual([0])
    expect(await asked(one)).toBe(1)
  })
})

describe("a decision", () => {
  it("to stop ends the trial as pruned, with its last report; to tell it later is refused", async () => {
    const session = await open(world(), { choose: second })
    await asked(session)
    await session.report(0, 1, { loss: 0.5 })
    expect(await session.report(0, 2, { loss: 0.6 })).toMatchObject({ action: "stop", why: "so it was decided" })
    expect(session.ledger.trials[0]).toMatchObject({ state: "pruned", values: { loss: 0.6 }, decision: "so it was decided" })
    await expect(session.tell(0, { loss: 0 })).rejects.toMatchObject({ code: "D230" })
    expect(await session.end(0, { kind: "done" })).toBe(false)
  })

  it("to pause leaves it paused until it is handed out again, from where it was", async () => {
    const choose = deciding(
      (step) => (step === 3 ? "pause" : "continue"),
      (_, { paused }) => (paused.size > 0 ? { do: "resume", trial: [...paused][0]!, fidelity: 9 } : { do: "start", fidelity: 3 }),
    )
    const session = await open(world(), { choose, wanted: { fidelity: { name: "epoch", min: 1, max: 9 } } })
    expect(await session.ask()).toMatchObject({ number: 0, fidelity: 3 })
    expect(await session.report(0, 3, { loss: 1 })).toMatchObject({ action: "pause" })
    expect(session.ledger.trials[0]!.state).toBe("paused")
    await session.checkpoint(0, 3, "c/3")
    await expect(session.report(0, 4, { loss: 1 })).rejects.toMatchObject({ code: "D230" })
    const again = await session.ask()
    expect(again).toMatchObject({ number: 0, attempt: 2, fidelity: 9, resume: { step: 3, path: "c/3" } })
  })

  it("that a failing store did not take is carried out before anything else, and replays", async () => {
    const at = world()
    const failing = { on: "" }
    const session = await open(at, { choose: second, store: refusing(at.store, failing) })
    await asked(session)
    failing.on = "trial.decided"
    await expect(session.report(0, 2, { loss: 0.5 })).rejects.toThrow("refused")
    expect(session.ledger.trials[0]!.state).toBe("running")
    failing.on = ""
    expect(await session.report(0, 2, { loss: 0.5 })).toMatchObject({ action: "stop" })
    expect(session.ledger.trials[0]!.state).toBe("pruned")

    failing.on = "trial.decided"
    await asked(session)
    await expect(session.report(1, 2, { loss: 0.5 })).rejects.toThrow("refused")
    failing.on = ""
    await expect(session.tell(1, { loss: 0.1 })).rejects.toMatchObject({ code: "D230" })
    await asked(session)
    failing.on = "trial.decided"
    await expect(session.report(2, 2, { loss: 0.5 })).rejects.toThrow("refused")
    failing.on = ""
    await session.close("over")
    expect(session.ledger.trials.map(({ state }) => state)).toEqual(["pruned", "pruned", "pruned"])
    expect((await replay(at.store, "plain", second)).difference).toBeUndefined()
  })
})

describe("numbers that are not finite", () => {
  it("end a trial as failed when they come twice in a row", async () => {
    const session = await open(world(), { choose: never })
    await asked(session)
    expect(await session.report(0, 1, { loss: NaN })).toMatchObject({ action: "continue" })
    expect(await session.report(0, 2, { loss: Infinity })).toMatchObject({ action: "stop", diverged: true })
    expect(session.ledger.trials[0]).toMatchObject({ state: "failed", failure: { kind: "nan", code: "D215" } })
  })

  it("do not when a finite one is between, nor when other metrics are concerned", async () => {
    const session = await open(world(), { choose: never })
    await asked(session)
    for (const [step, loss] of [NaN, 1, NaN, 2].entries())
      expect(await session.report(0, step, { loss, grad: NaN })).toMatchObject({ action: "continue" })
    await session.report(0, 5, { loss: NaN })
    expect(await session.report(0, 6, { grad: 1 })).toMatchObject({ action: "continue" })
    expect(await session.report(0, 7, { loss: NaN })).toMatchObject({ action: "stop" })
  })

  it("count for every objective", async () => {
    const session = await open(world(), { choose: never, wanted: two })
    await asked(session)
    await session.report(0, 1, { loss: 1, acc: NaN })
    expect(await session.report(0, 2, { loss: 1, acc: NaN })).toMatchObject({ diverged: true })
  })

  it("at the end make the trial fail, told or last reported", async () => {
    const session = await open(world(), { choose: never })
    await asked(session)
    expect(await session.tell(0, { loss: -Infinity })).toEqual({ best: false })
    await asked(session)
    await session.report(1, 1, { loss: NaN })
    await session.end(1, { kind: "done" })
    for (const trial of session.ledger.trials) expect(trial).toMatchObject({ state: "failed", failure: { kind: "nan" } })
    expect(session.ledger.front).toEqual([])
  })
})

describe("an end", () => {
  it("without any objective is no-metric, and names what was seen instead", async () => {
    const session = await open(world())
    await asked(session)
    await session.end(0, { kind: "done", detail: { seen: { val_loss: { count: 3, last: 0.5 } } } })
    expect(session.ledger.trials[0]).toMatchObject({
      state: "failed",
      failure: { kind: "no-metric", code: "D210", message: "it ended without ever reporting loss; it reported val_loss instead" },
    })
  })

  it("of several objectives needs each of them, and makes a front", async () => {
    const session = await open(world(), { choose: never, wanted: two })
    for (let i = 0; i < 4; i++) await asked(session)
    await session.tell(0, { loss: 1, acc: 0.5 })
    expect(await session.tell(1, { loss: 2, acc: 0.9 })).toEqual({ best: true })
    expect(await session.tell(2, { loss: 3, acc: 0.8 })).toEqual({ best: false })
    await session.tell(3, { loss: 0 })
    expect(session.ledger.trials[3]).toMatchObject({ state: "failed", failure: { kind: "no-metric" } })
    expect(session.ledger.front).toEqual([0, 1])
  })

  it.each(["oom", "timeout", "crash", "invalid", "launch", "checkpoint", "protocol", "cancelled"] as const)(
    "by %s is for good",
    async (kind) => {
      const session = await open(world())
      await asked(session)
      await session.fail(0, { kind, message: "so" })
      expect(session.ledger.trials[0]).toMatchObject({ state: "failed", failure: { kind, message: "so" } })
      expect(await asked(session)).toBe(1)
    },
  )

  it("by infrastructure is tried again three times, and then given up", async () => {
    const session = await open(world())
    expect(await lose(await open(world()), "infra", 3)).toBe("running")
    expect(await lose(session, "infra", 4)).toBe("failed")
    expect(session.ledger.trials[0]).toMatchObject({ failure: { kind: "infra", message: "gone; lost 4 times" }, attempts: 4 })
  })

  it.each(["interrupted", "preempted"] as const)("by being %s is tried again without limit", async (kind) => {
    expect(await lose(await open(world()), kind, 12)).toBe("running")
  })

  async function lose(session: Awaited<ReturnType<typeof open>>, kind: FailureKind, times: number): Promise<string> {
    await asked(session)
    for (let i = 0; i < times; i++) {
      await session.fail(0, { kind, message: "gone" })
      if (i < 3) expect(await asked(session)).toBe(0)
      else if (session.ledger.trials[0]!.state === "waiting") expect(await session.ask()).toMatchObject({ number: 0, attempt: i + 2 })
    }
    return session.ledger.trials[0]!.state
  }
})

describe("an observation made elsewhere", () => {
  it("is a trial of its own that spends no budget", async () => {
    const session = await open(world(), { wanted: { budget: { trials: 1 } } })
    expect(await session.add({ config: { x: 0.5 }, metrics: { loss: 0.1 } })).toBe(0)
    expect(await asked(session)).toBe(1)
    expect(session.ledger.front).toEqual([0])
    expect(await session.ask()).toMatchObject({ kind: "done" })
  })

  it("must lie in the space", async () => {
    const session = await open(world())
    await expect(session.add({ config: { x: 2 }, metrics: { loss: 1 } })).rejects.toMatchObject({ code: "D113" })
    await expect(session.add({ config: { x: 0, y: 1 }, metrics: { loss: 1 } })).rejects.toMatchObject({ code: "D112" })
    expect(session.ledger.trials).toEqual([])
  })

  it("counts as failed without a finite objective, and keeps its reports", async () => {
    const session = await open(world())
    await session.add({ config: { x: 0 }, metrics: { loss: NaN } })
    await session.add({ config: { x: 0 }, metrics: {} })
    await session.add({ config: { x: 0 }, metrics: {}, reports: [{ step: 4, metrics: { loss: 0.3 } }] })
    await session.add({ config: { x: 0 }, metrics: {}, state: "failed", failure: { kind: "oom", message: "m" } })
    expect(session.ledger.trials.map((t) => ("failure" in t ? t.failure.kind : t.state))).toEqual(["nan", "no-metric", "complete", "oom"])
    expect(session.ledger.trials[2]).toMatchObject({ values: { loss: 0.3 }, curve: { steps: [4] } })
  })
})

describe("a study that is opened again", () => {
  it("hands out first what was unfinished, with the same number and configuration", async () => {
    const at = world()
    const first = await open(at)
    const [one, two] = [await first.ask(), await first.ask()]
    await first.close("over")
    const again = await open(at)
    expect(again.resumed).toBe(true)
    for (const before of [one, two]) {
      const now = await again.ask()
      expect(now).toEqual({ ...before, attempt: 2 })
    }
    expect(await asked(again)).toBe(2)
  })

  const other: readonly [string, Partial<Wanted>, string][] = [
    ["a range", { space: { x: { type: "float", low: 0, high: 2 } } }, "x changed"],
    ["a parameter more", { space: { x: { type: "float", low: 0, high: 1 }, y: { type: "bool" } } }, "y"],
    ["a parameter in place of another", { space: { y: { type: "bool" } } }, "is gone"],
    ["a sampler", { sampler: { type: "other" } }, "sampler changed"],
    ["a scheduler", { scheduler: { type: "other" } }, "scheduler changed"],
    ["a fidelity", { fidelity: { name: "epoch", min: 1, max: 3 } }, "fidelity changed"],
    ["a constraint on parameters", { constraints: ["x < 0.5"] }, "the constraint x < 0.5 is new"],
    ["a constraint on results", { constraints: ["size < 5"] }, "the constraints on results changed"],
    ["a seed", { seed: 8 }, "seed changed 7 → 8"],
  ]
  it.each(other)("refuses another problem (D301): %s", async (_, wanted, change) => {
    const at = world()
    await (await open(at)).close("over")
    const before = (await all(at.store)).length
    const refused = await open(at, { wanted }).catch((error: unknown) => error)
    expect(refused).toMatchObject({
      code: "D301",
      facts: { changes: expect.arrayContaining([expect.stringContaining(change)]) as unknown },
    })
    expect(await all(at.store)).toHaveLength(before)
  })

  it("is the same whatever the order in which it is said", async () => {
    const at = world()
    await open(at, { wanted: { budget: { trials: 3, wall: 9000 } } })
    await open(at, { wanted: { objectives: [{ direction: "minimize", metric: "loss" }], budget: { wall: 9000, trials: 3 } } })
    expect(await kinds(at.store)).not.toContain("study.extended")
  })

  it("has a larger budget when that is asked for", async () => {
    const at = world()
    const first = await open(at, { wanted: { budget: { trials: 1 } } })
    await asked(first)
    await first.tell(0, { loss: 1 })
    expect(await first.ask()).toMatchObject({ kind: "done", why: "all 1 trials of the budget were handed out" })
    await first.close("over")
    const again = await open(at, { wanted: { budget: { trials: 2 } } })
    expect(again.ledger.budget).toEqual({ trials: 2 })
    expect(await asked(again)).toBe(1)
    expect((await replay(at.store, "plain", plainChoice)).difference).toBeUndefined()
  })
})

describe("a session that was taken over", () => {
  it("can write nothing more (D304); a report is answered with stop", async () => {
    const at = world()
    const sleepy = await open(at)
    for (let i = 0; i < 2; i++) await asked(sleepy)
    at.dead.add(1)
    const next = await open(at)
    expect(next.requeued).toBe(2)
    const before = await all(at.store)
    expect(await sleepy.report(0, 1, { loss: 1 })).toMatchObject({ action: "stop" })
    await expect(sleepy.tell(1, { loss: 1 })).rejects.toMatchObject({ code: "D230" })
    await expect(sleepy.add({ config: { x: 0 }, metrics: { loss: 1 } })).rejects.toMatchObject({ code: "D304" })
    await expect(sleepy.note(0, "k", 1)).rejects.toMatchObject({ code: "D304" })
    expect(await sleepy.ask()).toEqual({ kind: "fenced" })
    await sleepy.close("late")
    expect(await all(at.store)).toEqual(before)
  })

  it("hears D304 first when it tells before it has looked", async () => {
    const at = world()
    const sleepy = await open(at)
    await asked(sleepy)
    at.dead.add(1)
    await open(at)
    await expect(sleepy.tell(0, { loss: 1 })).rejects.toMatchObject({ code: "D304" })
  })

  it("of another host is so a minute after its last sign of life, and not before", async () => {
    const at = world()
    const silent = await open(at, { host: "there", store: deaf(at.store) })
    await asked(silent)
    await at.clock.advance(59_000)
    expect((await open(at)).requeued).toBe(0)
    await at.clock.advance(2000)
    const next = await open(at)
    expect(next.requeued).toBe(1)
    expect(next.ledger.trials[0]).toMatchObject({ state: "waiting", lost: 1 })
  })

  it("keeps its place as long as it renews its lease", async () => {
    const at = world()
    const alive = await open(at, { host: "there" })
    await asked(alive)
    await at.clock.advance(10 * 60_000)
    expect((await open(at)).requeued).toBe(0)
    expect(await alive.tell(0, { loss: 1 })).toEqual({ best: true })
  })

  it("and left without a word is taken over at once, which is no fault of its trials", async () => {
    const at = world()
    const failed = await open(at)
    await asked(failed)
    await failed.leave(Promise.reject(new Error("its attempts failed too")))
    const next = await open(at)
    expect(next.requeued).toBe(1)
    expect(next.ledger.trials[0]).toMatchObject({ state: "waiting", lost: 0 })
  })
})

describe("the budget", () => {
  it("counts pruned, failed and baseline trials, but not what is handed out again", async () => {
    const session = await open(world(), { choose: second, wanted: { budget: { trials: 3 } }, baselines: [{ config: { x: 0.1 } }] })
    await asked(session)
    await session.report(0, 2, { loss: 1 })
    await asked(session)
    await session.fail(1, oom)
    await asked(session)
    await session.fail(2, { kind: "interrupted", message: "gone" })
    expect(await session.ask()).toMatchObject({ number: 2, attempt: 2 })
    await session.tell(2, { loss: 1 })
    expect(await session.ask()).toMatchObject({ kind: "done" })
  })

  it("ends with the target: the value that was wanted, or better", async () => {
    for (const [direction, misses, hits] of [
      ["minimize", 0.21, 0.2],
      ["maximize", 0.19, 0.2],
    ] as const) {
      const session = await open(world(), { choose: never, wanted: { objectives: [{ metric: "loss", direction, target: 0.2 }] } })
      await asked(session)
      await session.tell(0, { loss: misses })
      await asked(session)
      await session.tell(1, { loss: hits })
      expect(await session.ask()).toEqual({ kind: "done", why: "loss has reached 0.2" })
    }
  })

  it("of time is spent while the study is open, and by nobody's sleep between", async () => {
    const at = world()
    const first = await open(at, { wanted: { budget: { wall: 10_000 } } })
    await at.clock.advance(6000)
    await first.close("over")
    await at.clock.advance(3_600_000)
    const again = await open(at, { wanted: { budget: { wall: 10_000 } } })
    await at.clock.advance(3999)
    expect(await asked(again)).toBe(0)
    await at.clock.advance(1)
    expect(await again.ask()).toEqual({ kind: "done", why: "the 10 s of the budget are spent" })
  })
})

describe("baselines", () => {
  it("come first, in their order, with their labels and the defaults of what they leave out", async () => {
    const space = { x: { type: "float", low: 0, high: 1 }, y: { type: "int", low: 1, high: 9, default: 3 } } as const
    const session = await open(world(), {
      wanted: { space },
      baselines: [{ config: { x: 0.25 }, label: "paper" }, { config: { x: 1, y: 2 } }],
    })
    expect(await session.ask()).toMatchObject({ config: { x: 0.25, y: 3 }, why: "given to be tried first: paper" })
    expect(await session.ask()).toMatchObject({ config: { x: 1, y: 2 }, why: "given to be tried first" })
    expect(await session.ask()).toMatchObject({ number: 2, why: "0 seen, 2 pending" })
  })

  it("count at the creation only", async () => {
    const at = world()
    const baselines = [{ config: { x: 0.25 } }]
    await asked(await open(at, { baselines }))
    const other = await open(at, { baselines })
    expect(other.ledger.baselines).toEqual([])
    expect(await other.ask()).toMatchObject({ number: 1, why: "0 seen, 1 pending" })
  })
})

describe("wait", () => {
  const patient = deciding(
    () => "continue",
    (_, { trials, running }) =>
      trials.length > 0 && (running.size > 0 || trials.length > 1) ? { do: "wait", why: "for the others" } : { do: "start" },
  )
  it("is the answer while something runs, and done when nothing does", async () => {
    const session = await open(world(), { choose: patient })
    await asked(session)
    expect(await session.ask()).toEqual({ kind: "wait", why: "for the others" })
    await session.tell(0, { loss: 1 })
    await asked(session)
    await session.tell(1, { loss: 1 })
    expect(await session.ask()).toEqual({ kind: "done", why: "for the others" })
  })
})

describe("two sessions that ask at one time", () => {
  it("are given different numbers, new ones and requeued ones", async () => {
    const at = world()
    const [a, b] = [await open(at), await open(at)]
    const fresh = await Promise.all([asked(a), asked(b), asked(a), asked(b)])
    expect([...fresh].sort()).toEqual([0, 1, 2, 3])
    for (const [i, number] of fresh.entries()) await [a, b][i % 2]!.fail(number, { kind: "preempted", message: "gone" })
    await Promise.all([a.refresh(), b.refresh()])
    const again = await Promise.all([asked(a), asked(b), asked(b), asked(a)])
    expect([...again].sort()).toEqual([0, 1, 2, 3])
    expect((await replay(at.store, "plain", plainChoice)).difference).toBeUndefined()
  })

  it("create the study once", async () => {
    const at = world()
    await Promise.all([open(at), open(at), open(at)])
    expect((await kinds(at.store)).filter((kind) => kind === "study.created")).toHaveLength(1)
  })
})

const oom = { kind: "oom", message: "no memory" } as const

const two: Partial<Wanted> = {
  objectives: [
    { metric: "loss", direction: "minimize" },
    { metric: "acc", direction: "maximize" },
  ],
}

/** A store that refuses events of the kind `failing.on`. */
function refusing(store: EventStore, failing: { on: string }): EventStore {
  return {
    ...store,
    append: (study, events, options) =>
      events.some(({ kind }) => kind === failing.on) ? Promise.reject(new Error("refused")) : store.append(study, events, options),
  }
}

/** A store that never hears a lease renewed. */
const deaf = (store: EventStore): EventStore => ({ ...store, leases: { ...store.leases, renew: () => new Promise(() => undefined) } })
