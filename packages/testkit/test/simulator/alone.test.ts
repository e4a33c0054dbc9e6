import { describe, expect, it } from "vitest"
import { all, asked, open, world } from "./open.ts"

describe("a session for one process at a time", () => {
  it("goes on with what it ran before, attempt for attempt, when its process comes again", async () => {
    const at = world()
    const first = await open(at, { lease: "alone", pid: 1 })
    await asked(first)
    await first.leave(Promise.resolve())
    const again = await open(at, { lease: "alone", pid: 2 })
    expect(again.ledger.trials[0]).toMatchObject({ state: "running", attempts: 1 })
    expect(await again.report(0, 1, { loss: 1 })).toMatchObject({ action: "continue" })
    expect((await all(at.store)).filter(({ kind }) => kind === "session.opened")).toHaveLength(1)
  })

  it("is refused to a second process while the first lives, and given to it at once when that is dead", async () => {
    const at = world()
    const first = await open(at, { lease: "alone", pid: 1 })
    await asked(first)
    await expect(open(at, { lease: "alone", pid: 2 })).rejects.toMatchObject({ code: "D420" })
    at.dead.add(1)
    const second = await open(at, { lease: "alone", pid: 2 })
    expect(first.fenced).toBe(false)
    expect(await first.report(0, 1, { loss: 1 })).toMatchObject({ action: "stop" })
    expect(first.fenced).toBe(true)
    expect(await second.report(0, 1, { loss: 1 })).toMatchObject({ action: "continue" })
  })

  it("passes to a process of another host when its lease has run out", async () => {
    const at = world()
    const first = await open(at, {
      lease: "alone",
      pid: 1,
      host: "one",
      store: { ...at.store, leases: { ...at.store.leases, renew: () => new Promise(() => undefined) } },
    })
    await expect(open(at, { lease: "alone", pid: 1, host: "two" })).rejects.toMatchObject({ code: "D420" })
    await at.clock.advance(61_000)
    await open(at, { lease: "alone", pid: 1, host: "two" })
    await expect(first.note(0, "k", 1)).rejects.toMatchObject({ code: "D304" })
  })

  it("answers the same request with the same attempt", async () => {
    const at = world()
    const session = await open(at, { lease: "alone" })
    const handed = { worker: "bench-3", lease: 60_000, request: "k1" } as const
    const first = await session.ask(handed)
    expect(await session.ask(handed)).toEqual(first)
    expect(await session.ask({ ...handed, request: "k2" })).toMatchObject({ number: 1 })
    expect(session.ledger.trials[0]).toMatchObject({ handed })
  })
})
