import { replay, type Choose, type Decision, type Heard, type Json, type Next, type Sampler, type Suggestion } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { asked, kinds, open, world } from "./open.ts"
import { plainChoice } from "./plain-study.ts"

const fidelity = { name: "epoch", min: 1, max: 9 }

/** The plain sampler under a scheduler of these answers. */
const scheduled =
  (decide: (step: number, trial: number) => Decision, next: () => Next = () => ({ do: "start", fidelity: 9 })): Choose =>
  (definition, ledger) => ({
    sampler: plainChoice(definition, ledger).sampler,
    scheduler: {
      id: "scripted/1",
      init: () => undefined,
      observe: () => undefined,
      next,
      decide: (_, { curve, number }) => decide(curve.steps.at(-1)!, number),
    },
  })

const goOn: Decision = { action: "continue", why: "on it goes" }
const halved: Decision = { action: "update", config: { x: 0.25 }, apply: "next-epoch", why: "it stands still" }
const halvedAt2 = scheduled((step) => (step === 2 ? halved : goOn))

describe("an update of a running trial", () => {
  const opened = async (choose = halvedAt2, updates = true) => {
    const at = world()
    const session = await open(at, { choose, wanted: { fidelity, updates } })
    await asked(session)
    await session.report(0, 1, { loss: 1 })
    return { at, session, verdict: await session.report(0, 2, { loss: 1 }) }
  }

  it("is in the log with its reason, counts once it is applied, and a further attempt runs with it", async () => {
    const { at, session, verdict } = await opened()
    expect(verdict).toMatchObject({ action: "update", rev: 1, config: { x: 0.25 }, why: "it stands still" })
    expect(session.ledger.trials[0]!.updates).toMatchObject([{ rev: 1, step: 2, state: "sent" }])
    await session.applied(0, 1, 3)
    expect(session.ledger.trials[0]!.updates).toMatchObject([{ rev: 1, state: "applied", appliedAt: 3 }])
    const was = session.ledger.trials[0]!.config
    await session.fail(0, { kind: "infra", message: "lost" })
    expect(await session.ask()).toMatchObject({ number: 0, attempt: 2, config: { x: 0.25 } })
    expect(session.ledger.trials[0]!.config).toEqual(was)
    expect((await replay(at.store, "plain", halvedAt2)).difference).toBeUndefined()
  })

  it("that nobody answers for two reports counts as not applied", async () => {
    const { session } = await opened()
    await session.report(0, 3, { loss: 1 })
    expect(session.ledger.trials[0]!.updates[0]!.state).toBe("sent")
    await session.report(0, 4, { loss: 1 })
    expect(session.ledger.trials[0]!.updates[0]!.state).toBe("unanswered")
  })

  it("may be refused, with a reason", async () => {
    const { session } = await opened()
    await session.refused(0, 1, "it has no optimiser")
    expect(session.ledger.trials[0]!.updates[0]).toMatchObject({ state: "refused", refusal: "it has no optimiser" })
  })

  it("changes nothing when it is not known, or answered for an attempt that is over", async () => {
    const { session } = await opened()
    await session.applied(0, 7)
    await session.fail(0, { kind: "infra", message: "lost" })
    await session.applied(0, 1)
    expect(session.ledger.trials[0]!.updates).toMatchObject([{ state: "sent" }])
  })

  it("is not sent to trials that take none", async () => {
    const { at, verdict } = await opened(halvedAt2, false)
    expect(verdict).toMatchObject({ action: "continue", why: expect.stringContaining("take none") as string })
    expect(await kinds(at.store)).not.toContain("trial.updated")
  })

  it("to restart takes the trial back to what it had saved, and it is handed out again with the new values", async () => {
    const back = scheduled((step) => (step === 5 ? { ...halved, apply: "restart", from: 3 } : goOn))
    const at = world()
    const session = await open(at, { choose: back, wanted: { fidelity } })
    await asked(session)
    for (const step of [1, 2, 3, 4]) {
      await session.checkpoint(0, step, `c/${step}`)
      await session.report(0, step, { loss: step })
    }
    expect(await session.report(0, 5, { loss: 50 })).toMatchObject({ action: "update", apply: "restart" })
    expect(session.ledger.trials[0]).toMatchObject({ state: "waiting", curve: { steps: [1, 2, 3] } })
    expect(await session.ask()).toMatchObject({ number: 0, attempt: 2, config: { x: 0.25 }, resume: { step: 3, path: "c/3" } })
    expect((await replay(at.store, "plain", back)).difference).toBeUndefined()
  })

  it("may take back a trial whose objective is not a number, where the study has rules for that; else the second ends it", async () => {
    const rescue = scheduled((step) => (step === 5 ? { ...halved, apply: "restart", from: 3 } : goOn))
    for (const [adapt, state] of [[[{}], "waiting"] as const, [[], "failed"] as const]) {
      const at = world()
      const session = await open(at, { choose: rescue, wanted: { fidelity, adapt } })
      await asked(session)
      await session.checkpoint(0, 3, "c/3")
      await session.report(0, 4, { loss: 1 })
      const first = await session.report(0, 5, { loss: NaN })
      expect(first.action).toBe(state === "waiting" ? "update" : "continue")
      if (state === "failed") await session.report(0, 6, { loss: NaN })
      expect(session.ledger.trials[0]!.state).toBe(state)
      expect((await replay(at.store, "plain", rescue)).difference).toBeUndefined()
    }
  })

  it("that a replay does not find is a difference", async () => {
    const { at } = await opened()
    const other = scheduled((step) => (step === 2 ? { ...halved, config: { x: 0.75 } } : goOn))
    expect((await replay(at.store, "plain", other)).difference).toMatchObject({ what: "decision", trial: 0 })
  })
})

describe("a trial that goes on from another's state", () => {
  const child = scheduled(
    (step) => (step === 4 ? { action: "stop", why: "copied" } : goOn),
    () => ({ do: "start", fidelity: 9 }),
  )
  const breeding: Choose = (definition, ledger) => {
    const { sampler, scheduler } = child(definition, ledger)
    const next = (): Next =>
      ledger.trials.length === 1 ? { do: "start", fidelity: 9, parent: { trial: 0, step: 3 } } : { do: "start", fidelity: 9 }
    return { sampler, scheduler: { ...scheduler, next } }
  }

  it("begins with its parent's checkpoint, and again when it is lost before its own", async () => {
    const at = world()
    const session = await open(at, { choose: breeding, wanted: { fidelity } })
    await asked(session)
    await session.checkpoint(0, 3, "c/3")
    await session.report(0, 3, { loss: 1 })
    const first = { number: 1, attempt: 1, parent: 0, resume: { step: 3, path: "c/3" } }
    expect(await session.ask()).toMatchObject(first)
    expect(session.ledger.trials[1]!.parent).toEqual({ trial: 0, step: 3, path: "c/3" })
    await session.fail(1, { kind: "infra", message: "lost" })
    expect(await session.ask()).toMatchObject({ ...first, attempt: 2 })
    await session.checkpoint(1, 5, "d/5")
    await session.fail(1, { kind: "infra", message: "lost" })
    expect(await session.ask()).toMatchObject({ number: 1, attempt: 3, resume: { step: 5, path: "d/5" } })
    expect((await replay(at.store, "plain", breeding)).difference).toBeUndefined()
  })

  it("may have a configuration that the scheduler gives", async () => {
    const given: Choose = (definition, ledger) => {
      const { sampler, scheduler } = child(definition, ledger)
      return { sampler, scheduler: { ...scheduler, next: () => ({ do: "start", fidelity: 2, given: { flat: { x: 0.5 }, why: "bred" } }) } }
    }
    const at = world()
    const session = await open(at, { choose: given, wanted: { fidelity } })
    expect(await session.ask()).toMatchObject({ config: { x: 0.5 }, why: "bred" })
    expect(session.ledger.trials[0]!.by).toBe("scripted/1")
    expect((await replay(at.store, "plain", given)).difference).toBeUndefined()
  })
})

describe("a sampler that chooses whom to go on with", () => {
  /** Thaws the paused trial of the least loss that it has heard of, if that was heard at least twice; else proposes a new one. */
  const thawing: Sampler<Map<number, number>> = {
    id: "thawing/1",
    init: () => new Map(),
    observe: (state) => state,
    hear(state, { number, losses }: Heard) {
      return state.set(number, losses[0] ?? Infinity)
    },
    suggest(state, { thaw, number }): Suggestion {
      const best = [...(thaw?.paused ?? [])].sort((a, b) => state.get(a.number)! - state.get(b.number)!)[0]
      if (best !== undefined && (number > 1 || thaw?.fresh === false)) return { thaw: best.number, why: `loss ${state.get(best.number)!}` }
      return { flat: { x: number / 10 } as Record<string, Json>, why: "new" }
    },
  }
  const choose: Choose = () => ({
    sampler: thawing,
    scheduler: {
      id: "strides/1",
      init: () => undefined,
      observe: () => undefined,
      next: () => ({ do: "choose", stride: 2 }),
      decide: (_, { curve, fidelity: target }) =>
        curve.steps.at(-1)! >= (target ?? 9) && target !== 9 ? { action: "pause", why: "the stride is over" } : goOn,
    },
  })

  it("resumes it for a stride, with the reason in the log, and replays", async () => {
    const at = world()
    const session = await open(at, { choose, wanted: { fidelity, budget: { trials: 2 } } })
    for (const trial of [0, 1]) {
      expect(await session.ask()).toMatchObject({ number: trial, fidelity: 2 })
      for (const step of [1, 2]) await session.report(trial, step, { loss: 2 - trial })
    }
    expect(await session.ask()).toMatchObject({ number: 1, attempt: 2, fidelity: 4, resume: { step: 2 } })
    expect(session.ledger.trials[1]).toMatchObject({ state: "running", thawed: "loss 1" })
    await session.report(1, 3, { loss: 1 })
    await session.report(1, 4, { loss: 5 })
    expect(await session.ask()).toMatchObject({ number: 0, fidelity: 4 })
    expect((await session.ask()).kind).toBe("trial")
    expect(await session.ask()).toMatchObject({ kind: "wait" })
    expect((await replay(at.store, "plain", choose)).difference).toBeUndefined()
  })

  it("may say after a while that nothing is worth going on with, and the study is done", async () => {
    const tired: Choose = (definition, ledger) => ({
      ...choose(definition, ledger),
      sampler: {
        ...thawing,
        suggest: (state, ask) =>
          Promise.resolve(
            ask.thaw?.fresh === false ? { exhausted: "none is promising" } : thawing.suggest(state as Map<number, number>, ask),
          ),
      } as Sampler,
    })
    const session = await open(world(), { choose: tired, wanted: { fidelity, budget: { trials: 1 } } })
    await asked(session)
    for (const step of [1, 2]) await session.report(0, step, { loss: 1 })
    expect(await session.ask()).toEqual({ kind: "done", why: "none is promising" })
  })

  it("hears the same from a snapshot's ledger as from the log", async () => {
    const at = world()
    const session = await open(at, { choose, wanted: { fidelity } })
    await asked(session)
    await session.report(0, 1, { loss: 3 })
    await session.report(0, 2, { loss: 2 })
    const heard: Heard[] = []
    const listening: Choose = (definition, ledger) => ({
      ...choose(definition, ledger),
      sampler: { ...thawing, hear: (state, one) => (heard.push(one), state) } as Sampler,
    })
    await open(at, { choose: listening, wanted: { fidelity } })
    expect(heard.map(({ step, losses }) => [step, losses])).toEqual([
      [1, [3]],
      [2, [2]],
    ])
  })
})
