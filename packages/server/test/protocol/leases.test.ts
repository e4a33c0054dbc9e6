import { fault, type EventStore } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { lab, log, server, world } from "./served.ts"

const ask = "/v1/studies/lab/trials:ask"
const report = "/v1/trials/lab/0/reports"
const body = (step: number) => ({ step, metrics: { loss: 0.5 } })

describe("the lease of an attempt", () => {
  it("runs out after a minute of silence: the trial is put back, and what its worker says later changes nothing", async () => {
    const { at, post } = await lab()
    await post(ask)
    await at.clock.advance(59_000)
    expect((await post(report, body(1))).body).toMatchObject({ action: "continue" })
    await at.clock.advance(62_000)
    expect((await log(at.store)).at(-1)).toMatchObject({
      kind: "trial.requeued",
      failure: { kind: "infra", message: "its worker gave no sign of life for 60 s" },
    })
    const before = (await log(at.store)).length
    expect(await post(report, { ...body(2), attempt: 1 })).toMatchObject({ status: 409, body: { code: "D422" } })
    expect((await post("/v1/trials/lab/0/messages?attempt=1", { type: "report", seq: 2, step: 2, metrics: { loss: 0 } })).body).toEqual([
      { type: "end", stale: true },
    ])
    expect(await log(at.store)).toHaveLength(before)
    expect((await post(ask)).body).toMatchObject({ trial: 0, attempt: 2 })
    expect(await post("/v1/trials/lab/0:tell", { metrics: { loss: 0 }, attempt: 1 })).toMatchObject({ status: 409, body: { code: "D422" } })
    expect((await post(report, { ...body(1), attempt: 2 })).body).toMatchObject({ action: "continue" })
  })

  it.each([
    ["a heartbeat", (post: Post) => post("/v1/trials/lab/0:heartbeat")],
    ["a message", (post: Post) => post("/v1/trials/lab/0/messages", { type: "heartbeat" })],
    ["a note", (post: Post) => post("/v1/trials/lab/0/notes", { key: "k", value: 1 })],
  ])("is renewed by %s", async (_, say) => {
    const { at, post } = await lab()
    await post(ask)
    for (let i = 0; i < 5; i++) {
      await at.clock.advance(50_000)
      expect((await say(post as never)).status).toBe(200)
    }
    expect((await log(at.store)).some(({ kind }) => kind === "trial.requeued")).toBe(false)
  })

  it("may be longer, or none for what takes days", async () => {
    const { at, post } = await lab()
    expect((await post(ask, { lease: "none" })).body).toMatchObject({ trial: 0, lease: "none" })
    expect((await post(ask, { lease: "5m" })).body).toMatchObject({ trial: 1, lease: "300s" })
    await at.clock.advance(290_000)
    expect((await log(at.store)).some(({ kind }) => kind === "trial.requeued")).toBe(false)
    await at.clock.advance(15_000)
    await at.clock.advance(5 * 86_400_000)
    expect((await log(at.store)).filter(({ kind }) => kind === "trial.requeued")).toMatchObject([{ trial: 1 }])
    expect((await post("/v1/trials/lab/0:tell", { metrics: { loss: 0.1 } })).body).toMatchObject({ state: "complete" })
    for (const lease of ["soon", "0s", "10", "", "1e9s"])
      expect(await post(ask, { lease })).toMatchObject({ status: 400, body: { code: "D410" } })
  })
})

type Post = (url: string, body?: unknown) => Promise<{ status: number }>

describe("a server that starts again", () => {
  it("goes on with the attempts that run, each with a full lease", async () => {
    const first = await lab()
    const { at } = first
    await first.post(ask)
    await first.post(ask, { lease: "none" })
    await at.clock.advance(50_000)
    await first.app.close()
    await at.clock.advance(600_000)
    const second = await server(at, { pid: 2 })
    expect((await second.post("/v1/trials/lab/1:heartbeat")).body).toMatchObject({ action: "continue", lease: "none" })
    await at.clock.advance(50_000)
    expect((await second.post(report, { ...body(1), attempt: 1 })).body).toMatchObject({ action: "continue" })
    await at.clock.advance(70_000)
    expect((await log(at.store)).filter(({ kind }) => kind === "trial.requeued")).toMatchObject([{ trial: 0 }])
    expect((await log(at.store)).filter(({ kind }) => kind === "session.opened")).toHaveLength(1)
  })

  it("answers again what it was asked before: the same attempt, the same end", async () => {
    const first = await lab()
    const key = { "idempotency-key": "k-1" }
    const { body: given } = await first.post(ask, { worker: "w" }, key)
    await first.app.close()
    const second = await server(first.at, { pid: 2 })
    expect((await second.post(ask, { worker: "w" }, key)).body).toEqual(given)
    await second.post("/v1/trials/lab/0:tell", { metrics: { loss: 0.4 } })
    await second.app.close()
    const third = await server(first.at, { pid: 3 })
    expect((await third.post("/v1/trials/lab/0:tell", { metrics: { loss: 0.4 } })).body).toEqual({ state: "complete", best: true })
  })
})

describe("two servers on one store", () => {
  it("never both conduct a study: the second says where the first is, and takes over when that is dead", async () => {
    const first = await lab()
    const { at } = first
    await first.post(ask)
    const second = await server(at, { pid: 2 })
    const refused = await second.post(ask)
    expect(refused).toMatchObject({ status: 409, body: { code: "D420" } })
    expect(refused.body.title).toContain("process 1 on here")
    at.dead.add(1)
    expect((await second.post(report, body(1))).body).toMatchObject({ action: "continue" })
    expect(await first.post(report, body(2))).toMatchObject({ status: 409, body: { code: "D420" } })
    expect((await log(at.store)).filter(({ kind }) => kind === "trial.reported")).toHaveLength(1)
  })

  it("conduct one study each", async () => {
    const first = await lab()
    const second = await server(first.at, { pid: 2 })
    await first.post(ask)
    await second.post("/v1/studies", {
      name: "other",
      space: { x: { type: "float", low: 0, high: 1 } },
      objectives: [{ metric: "loss", direction: "minimize" }],
    })
    expect((await second.post("/v1/studies/other/trials:ask")).status).toBe(200)
  })
})

describe("a store that is gone for ten seconds", () => {
  it("is answered 503 with its code; afterwards everything goes on, and nothing acknowledged is lost", async () => {
    const at = world()
    let gone = false
    const ifThere = <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
      ((...args: A) =>
        gone ? Promise.reject(fault("D409", { store: "sqlite:a.db", detail: "the disk gave an error" })) : work(...args)) as (
        ...args: A
      ) => Promise<R>
    const { append, leases } = at.store
    const store: EventStore = {
      ...at.store,
      append: ifThere(append),
      leases: { ...leases, renew: ifThere(leases.renew), take: ifThere(leases.take) },
    }
    const { post } = await lab(at, { store })
    await post(ask, { count: 2 })
    await post(report, body(1))
    gone = true
    for (let second = 0; second < 10; second++) {
      await at.clock.advance(1000)
      expect(await post(report, body(2))).toMatchObject({ status: 503, body: { code: "D409", title: expect.any(String) as string } })
      expect(await post(ask)).toMatchObject({ status: 503, body: { code: "D409" } })
    }
    gone = false
    expect((await post(report, body(2))).body).toMatchObject({ action: "continue" })
    expect((await post("/v1/trials/lab/1:tell", { metrics: { loss: 1 } })).body).toMatchObject({ state: "complete" })
    expect((await post(ask)).body).toMatchObject({ trial: 2 })
    const steps = (await log(at.store)).flatMap((event) => (event.kind === "trial.reported" ? [event.step] : []))
    expect(steps).toEqual([1, 2])
  })
})

describe("what a person wants", () => {
  it("of a trial or of the study is heeded within a second", async () => {
    const { at, post } = await lab()
    await post(ask, { count: 2 })
    await at.store.append("lab", [{ kind: "trial.stop", trial: 0, why: "useless", by: "ada@lab" }])
    await at.clock.advance(1100)
    expect((await post(report, body(1))).body).toEqual({ action: "stop", why: "useless (ada@lab)" })
    await at.store.append("lab", [{ kind: "study.paused", why: "lunch", by: "ada@lab" }])
    expect((await post(ask)).body).toEqual({ wait: true, why: "paused by ada@lab: lunch" })
    await at.store.append("lab", [{ kind: "study.resumed", why: "", by: "ada@lab" }])
    await at.store.append("lab", [{ kind: "study.stopped", why: "enough", by: "ada@lab", now: true }])
    expect((await post(ask)).body).toEqual({ done: true, why: "stopped by ada@lab: enough" })
    await at.clock.advance(1100)
    expect((await post("/v1/trials/lab/1:heartbeat")).body).toMatchObject({ action: "stop" })
    expect((await log(at.store)).at(-1)).toMatchObject({ kind: "trial.finished", trial: 1, failure: { kind: "cancelled" } })
  })
})
