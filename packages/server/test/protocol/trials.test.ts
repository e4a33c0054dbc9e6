import { describe, expect, it } from "vitest"
import { definition, lab, log, server, world } from "./served.ts"

const ask = "/v1/studies/lab/trials:ask"

describe("a trial over HTTP", () => {
  it("is handed out, reported on and told", async () => {
    const { post, at } = await lab()
    const { status, body } = await post(ask, { worker: "bench-3" })
    expect(status).toBe(200)
    expect(body).toMatchObject({ trial: 0, attempt: 1, lease: "60s", why: "drawn at random", config: { x: expect.any(Number) as number } })
    expect((await post("/v1/trials/lab/0/reports", { step: 1, metrics: { loss: 0.5 } })).body).toEqual({
      action: "continue",
      why: "still good",
    })
    expect((await post("/v1/trials/lab/0:tell", { metrics: { loss: 0.4 } })).body).toEqual({ state: "complete", best: true })
    expect((await log(at.store)).map(({ kind }) => kind)).toEqual([
      ...["study.created", "session.opened", "trial.suggested", "trial.started", "trial.reported", "trial.finished"],
    ])
    expect((await log(at.store)).find(({ kind }) => kind === "trial.started")).toMatchObject({
      handed: { worker: "bench-3", lease: 60_000 },
    })
  })

  it("is stopped by a decision; it hears so again at each later word, and cannot be told", async () => {
    const { post, at } = await lab()
    await post(ask)
    const stop = { action: "stop", why: "0.9 at step 2" }
    expect((await post("/v1/trials/lab/0/reports", { step: 2, metrics: { loss: 0.9 } })).body).toEqual(stop)
    expect((await post("/v1/trials/lab/0/reports", { step: 2, metrics: { loss: 0.9 } })).body).toEqual(stop)
    expect((await post("/v1/trials/lab/0:heartbeat")).body).toMatchObject(stop)
    expect(await post("/v1/trials/lab/0:tell", { metrics: { loss: 0.1 } })).toMatchObject({ status: 409, body: { code: "D230" } })
    expect((await log(at.store)).filter(({ kind }) => kind === "trial.reported")).toHaveLength(1)
  })

  it("comes many at a time, or not at all when nothing is left", async () => {
    const at = world()
    const { post } = await server(at)
    await post("/v1/studies", { ...definition, budget: { trials: 3 } })
    expect((await post(ask, { count: 2 })).body).toMatchObject({ trials: [{ trial: 0 }, { trial: 1 }] })
    expect((await post(ask, { count: 2 })).body).toMatchObject({ trials: [{ trial: 2 }] })
    expect((await post(ask)).body).toMatchObject({ done: true })
  })

  it("fails by what went wrong, or goes back to be tried again", async () => {
    const { post } = await lab()
    await post(ask, { count: 2 })
    expect((await post("/v1/trials/lab/0:fail", { kind: "oom" })).body).toEqual({ state: "failed", best: false })
    expect((await post("/v1/trials/lab/0:fail", { kind: "oom" })).body).toEqual({ state: "failed", best: false })
    expect((await post("/v1/trials/lab/1:fail", { kind: "preempted" })).body).toEqual({ state: "waiting", best: false })
    expect((await post(ask)).body).toMatchObject({ trial: 1, attempt: 2 })
    expect((await post("/v1/trials/lab/0:fail", { kind: "tired" })).body).toMatchObject({ code: "D410" })
  })

  it("says that it goes on elsewhere than where its first attempt saved", async () => {
    const { post } = await lab()
    await post(ask)
    await post("/v1/trials/lab/0/reports", { step: 3, metrics: { loss: 0.5 } })
    expect((await post("/v1/trials/lab/0/checkpoints", { step: 3, path: "s3://b/3", bytes: 9 })).body).toEqual({ ok: true })
    const foreign = { step: 3, path: "/dir/1/3" }
    expect(await post("/v1/trials/lab/0/checkpoints", foreign)).toMatchObject({ status: 400, body: { code: "D410" } })
    expect(await post("/v1/trials/lab/0/messages", { type: "checkpoint", ...foreign })).toMatchObject({
      status: 400,
      body: { code: "D410" },
    })
    await post("/v1/trials/lab/0:fail", { kind: "infra" })
    expect((await post(ask)).body).toMatchObject({ trial: 0, attempt: 2, resume: { step: 3, path: "s3://b/3" } })
  })

  it("keeps notes", async () => {
    const { post, at } = await lab()
    await post(ask)
    expect((await post("/v1/trials/lab/0/notes", { key: "params_m", value: 11.2 })).body).toEqual({ ok: true })
    expect((await log(at.store)).at(-1)).toMatchObject({ kind: "note.set", trial: 0, key: "params_m", value: 11.2 })
  })

  it("is refused where it is not known, or another session runs it", async () => {
    const { post, at } = await lab()
    expect(await post("/v1/trials/lab/7/reports", { step: 1, metrics: { loss: 1 } })).toMatchObject({ status: 404, body: { code: "D231" } })
    expect(await post("/v1/trials/nolab/7/reports", { step: 1, metrics: { loss: 1 } })).toMatchObject({
      status: 404,
      body: { code: "D303" },
    })
    await at.store.append("lab", [
      { kind: "trial.suggested", trial: 0, config: { x: 0.5 }, why: "w", by: "b", basis: 1 },
      { kind: "trial.started", trial: 0, attempt: 1, session: "shell" },
    ])
    await at.clock.advance(2000)
    expect(await post("/v1/trials/lab/0/reports", { step: 1, metrics: { loss: 1 } })).toMatchObject({ status: 409, body: { code: "D421" } })
  })
})

describe("reports over HTTP", () => {
  it("that were sent twice count once, and one of an earlier step is left out", async () => {
    const { post, at } = await lab()
    await post(ask)
    const report = (step: number, loss: number) => post("/v1/trials/lab/0/reports", { step, metrics: { loss } })
    const twice = await Promise.all([report(1, 0.5), report(1, 0.5), report(1, 0.5)])
    expect(twice.map(({ body }) => body.action)).toEqual(["continue", "continue", "continue"])
    await report(5, 0.4)
    expect((await report(3, 0.3)).body).toMatchObject({ action: "continue", why: "step 3 came after step 5 and was left out" })
    await report(5, 0.2)
    const reported = (await log(at.store)).flatMap((event) =>
      event.kind === "trial.reported" ? [[event.step, event.metrics["loss"]]] : [],
    )
    expect(reported).toEqual([
      [1, 0.5],
      [5, 0.4],
      [5, 0.2],
    ])
  })

  it("without a step mean the next one", async () => {
    const { post, at } = await lab()
    await post(ask)
    for (let i = 0; i < 3; i++) await post("/v1/trials/lab/0/reports", { metrics: { loss: i / 10 } })
    expect((await log(at.store)).flatMap((event) => (event.kind === "trial.reported" ? [event.step] : []))).toEqual([1, 2, 3])
  })

  it("may be no number: as a word, or bare as Python writes it; two in a row end the trial", async () => {
    const { post, at } = await lab()
    await post(ask, { count: 2 })
    expect((await post("/v1/trials/lab/0/reports", '{"step": 1, "metrics": {"loss": NaN, "acc": -Infinity}}')).body).toMatchObject({
      action: "continue",
    })
    expect((await post("/v1/trials/lab/0/reports", { step: 2, metrics: { loss: "inf" } })).body).toMatchObject({ action: "stop" })
    expect((await log(at.store)).at(-1)).toMatchObject({ state: "failed", failure: { kind: "nan" } })
    expect((await post("/v1/trials/lab/1:tell", '{"metrics": {"loss": NaN}}')).body).toEqual({ state: "failed", best: false })
  })

  it("are taken as curl sends them, with the type of a form", async () => {
    const { post } = await lab()
    const form = { "content-type": "application/x-www-form-urlencoded" }
    expect((await post(ask, '{"count":1}', form)).body).toMatchObject({ trial: 0 })
    expect((await post("/v1/trials/lab/0/reports", '{"step":1,"metrics":{"loss":0.41}}', form)).body).toMatchObject({ action: "continue" })
  })

  it.each([
    ["no metrics", { step: 1 }],
    ["a step before 0", { step: -1, metrics: { loss: 1 } }],
    ["a step that is no number", { step: "one", metrics: { loss: 1 } }],
    ["a metric that is text", { step: 1, metrics: { loss: "low" } }],
    ["a list", []],
    ["half a text", '{"step":1,'],
    ["nothing", undefined],
    ["depth", `{"step":1,"metrics":${"[".repeat(5000)}${"]".repeat(5000)}}`],
    ["open depth", "[".repeat(500_000)],
    ["a key that changes objects", '{"step":1,"metrics":{"loss":1,"__proto__":{"x":1}}}'],
    ["the same, written otherwise", '{"step":1,"metrics":{"loss":1,"\\u005f_proto__":{"x":1}}}'],
  ])("with %s are refused, and change nothing", async (_, body) => {
    const { post, at } = await lab()
    await post(ask)
    const before = (await log(at.store)).length
    expect(await post("/v1/trials/lab/0/reports", body)).toMatchObject({ status: 400, body: { code: "D410" } })
    expect(await log(at.store)).toHaveLength(before)
  })

  it("of a hundred megabytes are refused before they are read", async () => {
    const { post } = await lab()
    await post(ask)
    expect(await post("/v1/trials/lab/0/reports", "x".repeat(100 * 2 ** 20))).toMatchObject({ status: 413, body: { code: "D410" } })
  })
})

describe("names over HTTP", () => {
  it.each(["<img src=x onerror=alert(1)>", "'; DROP TABLE studies; --", "../../etc", "a\nb\u0000c", "%2e%2e%2f", "ü 研究 🎛"])(
    "%j are names",
    async (name) => {
      const { post, get } = await server(world())
      expect((await post("/v1/studies", { ...definition, name })).body).toEqual({ study: name, created: true })
      const at = `/v1/studies/${encodeURIComponent(name)}/trials:ask`
      expect((await post(at, { worker: name })).body).toMatchObject({ trial: 0 })
      expect((await post(`/v1/trials/${encodeURIComponent(name)}/0:tell`, { metrics: { loss: 1, [name]: 2 } })).body).toMatchObject({
        state: "complete",
      })
      expect((await get(`/v1/studies/${encodeURIComponent(name)}`)).body).toMatchObject({ study: name, counts: { complete: 1 } })
    },
  )

  it.each(["", "x".repeat(301), "研".repeat(100), "\ud800"])("of no or of endless length are none", async (name) => {
    const { post } = await server(world())
    expect(await post("/v1/studies", { ...definition, name })).toMatchObject({ status: 400, body: { code: "D410" } })
  })
})

describe("a study over HTTP", () => {
  it("is created once; the same again changes nothing, another one of that name is refused", async () => {
    const { post, at } = await lab()
    const before = (await log(at.store)).length
    expect((await post("/v1/studies", definition)).body).toEqual({ study: "lab", created: false })
    expect(await log(at.store)).toHaveLength(before)
    const other = { ...definition, space: { y: { type: "float", low: 0, high: 1 } } }
    expect(await post("/v1/studies", other)).toMatchObject({ status: 409, body: { code: "D301" } })
  })

  it("with a space that makes no sense is refused with the code of that", async () => {
    const { post } = await server(world())
    const { status, body } = await post("/v1/studies", { ...definition, space: { x: { type: "float", low: 1, high: 0 } } })
    expect([status, String(body.code).slice(0, 2)]).toEqual([400, "D1"])
  })
})
