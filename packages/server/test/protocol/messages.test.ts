import { describe, expect, it } from "vitest"
import type { Choose } from "@diapason/core"
import { choose, definition, lab, log, server, world } from "./served.ts"

const ask = "/v1/studies/lab/trials:ask"
const url = "/v1/trials/lab/0/messages"
const report = (seq: number, loss: number | string) => ({ type: "report", seq, step: seq, metrics: { loss } })

describe("messages over HTTP", () => {
  it("are answered as on a descriptor", async () => {
    const { post, at } = await lab()
    const { body: given } = await post(ask)
    const hello = { type: "hello", protocol: [1], client: "test", capabilities: ["stop"] }
    expect((await post(url, hello)).body).toEqual([
      { type: "welcome", protocol: 1, study: "lab", trial: 0, attempt: 1, config: given.config, seed: expect.any(Number) as number },
    ])
    expect((await post(url, [report(1, 0.5), { type: "log", text: "x" }, { type: "unheard" }, report(2, "inf")])).body).toEqual([
      { type: "decision", for: 1, action: "continue", why: { text: "still good" } },
      { type: "decision", for: 2, action: "continue", why: { text: expect.stringContaining("not a finite number") as string } },
    ])
    await post(url, [
      { type: "checkpoint", step: 2, path: "c/2" },
      { type: "artifact", name: "a.png", path: "a.png" },
      { type: "note", key: "k", value: [1] },
    ])
    expect((await post(url, { type: "heartbeat" })).body).toEqual([])
    expect((await post(url, [{ type: "result", metrics: { loss: 0.2 } }, { type: "bye" }])).body).toEqual([
      { type: "end" },
      { type: "end" },
    ])
    expect((await log(at.store)).slice(-6).map(({ kind }) => kind)).toEqual([
      ...["trial.reported", "trial.reported", "trial.checkpointed", "artifact.added", "note.set", "trial.finished"],
    ])
    expect((await log(at.store)).at(-1)).toMatchObject({ state: "complete", metrics: { loss: 0.2 } })
  })

  it("with a report that was sent before are answered as before", async () => {
    const { post, at } = await lab()
    await post(ask)
    const first = await post(url, report(1, 0.5))
    await post(url, report(2, 0.6))
    expect((await post(url, report(1, 0.5))).body).toEqual(first.body)
    expect((await log(at.store)).filter(({ kind }) => kind === "trial.reported")).toHaveLength(2)
    expect((await post(url, report(3, 0.9))).body).toMatchObject([{ action: "stop" }])
    expect((await post(url, { type: "heartbeat" })).body).toMatchObject([{ type: "decision", for: 3, action: "stop" }])
  })

  it("end a trial by bye with what was reported, and by fail with what went wrong", async () => {
    const { post, at } = await lab()
    await post(ask, { count: 2 })
    await post(url, [report(1, 0.5), { type: "bye" }])
    expect((await log(at.store)).at(-1)).toMatchObject({ trial: 0, state: "complete" })
    await post("/v1/trials/lab/1/messages", [{ type: "fail", kind: "oom", text: "no memory" }, { type: "bye" }])
    expect((await log(at.store)).at(-1)).toMatchObject({ trial: 1, state: "failed", failure: { kind: "oom", message: "no memory" } })
  })

  it("of a later protocol are told which side to upgrade", async () => {
    const { post, at } = await lab()
    await post(ask)
    expect((await post(url, { type: "hello", protocol: [9], capabilities: [] })).body).toMatchObject([
      { type: "end", error: { code: "D501" } },
    ])
    expect((await log(at.store)).at(-1)).toMatchObject({ state: "failed", failure: { kind: "protocol" } })
  })

  it("bring new values only to a client that can change them", async () => {
    const changing: Choose = (d, l) => ({
      ...choose(d, l),
      scheduler: { ...choose(d, l).scheduler, decide: () => ({ action: "update", config: { x: 0.5 }, apply: "next-step", why: "warmer" }) },
    })
    const at = world()
    const { post } = await server(at, { choose: changing })
    await post("/v1/studies", { ...definition, updates: true })
    await post(ask, { count: 3 })
    const hello = (...capabilities: string[]) => ({ type: "hello", protocol: [1], capabilities })
    const update = { type: "decision", for: 1, action: "update", rev: 1, config: { x: 0.5 }, apply: "next-step" }
    expect((await post(url, [hello("update:x"), report(1, 0.5)])).body[1]).toMatchObject(update)
    await post(url, { type: "applied", rev: 1, step: 1 })
    expect((await post("/v1/trials/lab/1/messages", [hello("stop"), report(1, 0.5)])).body[1]).toMatchObject({ action: "continue" })
    expect((await post("/v1/trials/lab/2/reports", { step: 1, metrics: { loss: 0.5 } })).body).toMatchObject({
      action: "update",
      rev: 1,
      config: { x: 0.5 },
    })
    expect((await post("/v1/trials/lab/2:refused", { rev: 1, why: "no" })).body).toEqual({ ok: true })
    const kinds = (await log(at.store)).flatMap((event) =>
      event.kind === "trial.applied" || event.kind === "trial.refused" ? [[event.trial, event.kind]] : [],
    )
    expect(kinds).toEqual([
      [0, "trial.applied"],
      [1, "trial.refused"],
      [2, "trial.refused"],
    ])
  })
})
