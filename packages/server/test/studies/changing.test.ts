import { describe, expect, it } from "vitest"
import { createServer } from "@diapason/server"
import { choose } from "../choose-random.ts"
import { begun, created, finished, opened, reported, served, type Answered } from "../served.ts"

const study = "a"
const params = { study }

async function filled() {
  const at = await served()
  await at.store.append(study, [created(study, { trials: 10 }), opened(), ...begun(0), finished(0, 1), ...begun(1), reported(1, 1, 1)])
  await at.store.append(study, [
    { kind: "trial.suggested", trial: 2, config: { lr: 0.5 }, why: "drawn", by: "random/0", basis: 1 },
    ...begun(3),
    { kind: "trial.finished", trial: 3, attempt: 1, state: "failed", metrics: {}, failure: { kind: "oom", message: "no room" } },
  ])
  return at
}

const trialAt = (trial: number) => ({ study, trial })

describe("a person changes a study", () => {
  it("enqueue: what fits waits, what does not is named", async () => {
    const { ask } = await filled()
    const key = "POST /v1/studies/:study/enqueue"
    const { json } = await ask(key, { params, body: { configs: [{ lr: 0.25 }, { rl: 1 }], label: "mine", why: "a hunch" } })
    expect(json).toMatchObject({ enqueued: [{ lr: 0.25 }], leftOut: [{ from: "configs[1]" }], applied: { position: 13 } })
    expect(await ask(key, { params, body: { configs: [{ lr: 7 }] } })).toMatchObject({ status: 400, json: { code: "D113" } })
    const { changes } = (await ask<{ changes: object[] }>("GET /v1/studies/:study/activity", { params })).json
    expect(changes[0]).toMatchObject({ kind: "baseline.enqueued", by: "ada@lab", why: "a hunch", name: "mine" })
  })

  it("pause, resume, stop: the page sees it with its next request", async () => {
    const { ask } = await filled()
    const show = async () => (await ask("GET /v1/studies/:study", { params })).json
    await ask("POST /v1/studies/:study/pause", { params, body: { why: "the GPU is needed" } })
    expect(await show()).toMatchObject({ held: { why: "the GPU is needed", by: "ada@lab" } })
    await ask("POST /v1/studies/:study/resume", { params, body: {} })
    expect(await show()).not.toHaveProperty("held")
    await ask("POST /v1/studies/:study/stop", { params, body: {} })
    const { workers } = (await ask<{ workers: object[] }>("GET /v1/studies/:study/workers", { params })).json
    expect(workers[0]).toMatchObject({ stopped: "by hand (ada@lab)" })
  })

  it("prune, exclude, include, retry: what does not fit the trial is refused", async () => {
    const { ask } = await filled()
    const change = (verb: string, trial: number) => ask(`POST /v1/trials/:study/:trial:${verb}`, { params: trialAt(trial), body: {} })
    const show = async (trial: number) => (await ask("GET /v1/studies/:study/trials/:trial", { params: trialAt(trial) })).json
    expect((await change("prune", 2)).status).toBe(200)
    expect(await show(2)).toMatchObject({ state: "pruned", decision: "by hand (ada@lab)" })
    // A conductor runs it and will end it.
    expect((await change("prune", 1)).status).toBe(200)
    expect(await show(1)).toMatchObject({ state: "running" })
    expect(await change("prune", 0)).toMatchObject({ status: 409, json: { code: "D230" } })
    await change("exclude", 0)
    expect(await show(0)).toMatchObject({ excluded: "by hand", best: false })
    await change("include", 0)
    expect(await show(0)).toMatchObject({ best: true })
    expect(await change("retry", 0)).toMatchObject({ status: 409, json: { code: "D233" } })
    expect((await change("retry", 3)).status).toBe(200)
    expect(await show(3)).toMatchObject({ state: "waiting" })
    expect((await change("retry", 99)).status).toBe(404)
  })

  it("two owners who edit at once: the second is shown what is there", async () => {
    const { ask, store, clock } = await filled()
    const parts = { store, clock, choose, dir: ".", version: "1", identify: () => ({ name: "bob@lab", role: "owner" as const }) }
    const other = await createServer(parts)
    const { settings } = (await ask<{ settings: number }>("GET /v1/studies/:study", { params })).json
    const payload = { budget: { trials: 40 }, expects: settings }
    const [mine, theirs] = await Promise.all([
      ask("POST /v1/studies/:study/budget", { params, body: { budget: { trials: 20 }, expects: settings } }) as Promise<
        Answered<{ now?: unknown }>
      >,
      other.inject({ method: "POST", url: "/v1/studies/a/budget", payload }),
    ])
    expect([mine.status, theirs.statusCode].sort()).toEqual([200, 409])
    const kept = mine.status === 200 ? { trials: 20 } : { trials: 40 }
    expect(mine.status === 200 ? theirs.json<{ now: unknown }>().now : mine.json.now).toEqual(kept)
    expect(await ask("POST /v1/studies/:study/budget", { params, body: payload })).toMatchObject({
      status: 409,
      json: { code: "D432", now: kept },
    })
    const note = { key: "readme", value: "# Notes", expects: settings }
    expect(await ask("POST /v1/studies/:study/notes", { params, body: note })).toMatchObject({ status: 409, json: { now: {} } })
    const newer = (await ask<{ settings: number }>("GET /v1/studies/:study", { params })).json.settings
    expect((await ask("POST /v1/studies/:study/notes", { params, body: { ...note, expects: newer } })).status).toBe(200)
    expect((await ask("GET /v1/studies/:study", { params })).json).toMatchObject({ notes: { readme: "# Notes" }, budget: kept })
    await other.close()
  })

  it("each needs its role", async () => {
    const { store, clock } = await filled()
    const as = (role: "viewer" | "runner") => served({ store, who: { name: "x", role } }, clock)
    const [viewer, runner] = [await as("viewer"), await as("runner")]
    const pause = { params, body: {} }
    expect((await viewer.ask("POST /v1/studies/:study/pause", pause)).json).toMatchObject({ code: "D411" })
    expect((await runner.ask("POST /v1/studies/:study/pause", pause)).status).toBe(200)
    expect((await runner.ask("POST /v1/studies/:study/stop", pause)).json).toMatchObject({ code: "D411" })
    expect((await runner.ask("POST /v1/trials/:study/:trial:exclude", { params: trialAt(0), body: {} })).json).toMatchObject({
      code: "D411",
    })
  })
})
