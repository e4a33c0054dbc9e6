import { memoryStore, openSession, replay, type EventStore, type Json, type Session, type Wanted } from "@diapason/core"
import { virtualClock } from "@diapason/testkit"
import { describe, expect, it } from "vitest"
import { choose } from "../../src/choose.ts"

const fidelity = { name: "epoch", min: 1, max: 60 }

function open(store: EventStore, clock: ReturnType<typeof virtualClock>, adapt: readonly Json[]): Promise<Session> {
  const wanted: Wanted = {
    name: "s",
    space: { lr: { type: "float", low: 1e-5, high: 1, scale: "log" } },
    objectives: [{ metric: "val_loss", direction: "minimize" }],
    budget: { trials: 1 },
    sampler: { type: "random" },
    fidelity,
    adapt,
  }
  return openSession({
    ...{ store, clock, wanted, choose, session: "a", facts: {} },
    holder: { host: "here", boot: "b", pid: 1, started: "0" },
    host: { alive: () => true, sweep: () => Promise.resolve() },
  })
}

describe("a study with rules", () => {
  it("runs a trial to its end through rollback, plateau and refusal, and a replay derives every update again", async () => {
    const clock = virtualClock()
    const store = memoryStore(clock)
    const rules = [
      { param: "lr", by: "divergence" },
      { param: "lr", by: "plateau" },
    ]
    const session = await open(store, clock, rules)
    const seen: string[] = []
    let asked = await session.ask()
    while (asked.kind === "trial") {
      let step = asked.resume?.step ?? 0
      for (let going = true; going && step < fidelity.max;) {
        step++
        const wild = asked.attempt === 1 && step === 16
        const verdict = await session.report(0, step, { val_loss: wild ? NaN : 1 })
        if (step % 5 === 0) await session.checkpoint(0, step, `c/${step}`)
        if (verdict.action !== "continue")
          seen.push(`${asked.attempt}: ${step} ${verdict.action}${verdict.action === "update" ? ` ${verdict.apply}` : ""}`)
        if (verdict.action === "update" && verdict.apply !== "restart") {
          if (verdict.rev === 3) await session.refused(0, 3, "not now")
          else await session.applied(0, verdict.rev!)
        }
        going = verdict.action === "continue" || (verdict.action === "update" && verdict.apply !== "restart")
      }
      asked = await session.ask()
    }
    expect(seen).toEqual([
      "1: 11 update next-step",
      "1: 16 update restart",
      "2: 25 update next-step",
      "2: 35 update next-step",
      "2: 45 stop",
    ])
    const [trial] = session.ledger.trials
    expect(trial).toMatchObject({ state: "complete", values: { val_loss: 1 }, attempts: 2 })
    expect(trial!.updates.map(({ state }) => state)).toEqual(["applied", "applied", "refused", "applied"])
    const replayed = await replay(store, "s", choose)
    expect(replayed.difference).toBeUndefined()
    expect(replayed.decisions).toBe(5)
  })

  it("cannot be opened with other rules (D301)", async () => {
    const clock = virtualClock()
    const store = memoryStore(clock)
    await (await open(store, clock, [{ param: "lr", by: "plateau" }])).close("over")
    await expect(open(store, clock, [{ param: "lr", by: "divergence" }])).rejects.toThrow("adapt changed")
  })

  it("is not created with a rule that cannot be", async () => {
    const clock = virtualClock()
    const store = memoryStore(clock)
    await expect(open(store, clock, [{ param: "lr", by: "plato" }])).rejects.toThrow(expect.objectContaining({ code: "D330" }))
    for await (const { study } of store.studies()) expect.fail(study)
  })
})
