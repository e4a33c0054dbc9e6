import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it, onTestFinished, vi } from "vitest"
import { openAccess } from "@diapason/server"
import { systemClock } from "../../src/host/system-clock.ts"
import { startServing } from "../../src/serve/start-serving.ts"
import { attemptTrace } from "../../src/tracing/attempt-trace.ts"
import { diapason, folder } from "../cli/diapason.ts"
import { receiver, type SentSpan } from "./receiver.ts"

/** Writes what it is to join; the third trial fails. */
const train = `
echo "$TRACEPARENT" > "trace-$DIAPASON_TRIAL.$DIAPASON_ATTEMPT"
[ "$DIAPASON_TRIAL" = 2 ] && exit 3
echo loss=0.$DIAPASON_TRIAL
`
const tune = [
  "tune",
  "-p",
  "x=0.0..1.0",
  "--minimize",
  "loss",
  "--sampler",
  "random",
  "--trials",
  "3",
  "--name",
  "lab",
  "--",
  "sh",
  "train.sh",
]

describe("traces", () => {
  it("each attempt is a trace that its code can join: its suggestion and its appends are below it", async () => {
    const at = await receiver()
    const cwd = folder({ "train.sh": train })
    const { code } = await diapason(tune, { cwd, env: { OTEL_EXPORTER_OTLP_ENDPOINT: at.url, OTEL_RESOURCE_ATTRIBUTES: "lab=blue" } })
    await at.close()
    expect(code).toBe(0)
    const attempts = at.spans.filter(({ name }) => name === "attempt")
    expect(attempts.map(({ attributes }) => attributes)).toMatchObject([
      { "diapason.study": "lab", "diapason.trial": 0, "diapason.attempt": 1, "diapason.state": "complete" },
      { "diapason.trial": 1, "diapason.state": "complete" },
      { "diapason.trial": 2, "diapason.state": "failed", "diapason.failure": "crash" },
    ])
    expect(attempts.map(({ status, service, parentSpanId }) => [status, service, parentSpanId])).toEqual([
      [0, "diapason", undefined],
      [0, "diapason", undefined],
      [2, "diapason", undefined],
    ])
    attempts.forEach(({ traceId, spanId }, i) =>
      expect(readFileSync(join(cwd, `trace-${i}.1`), "utf8").trim()).toBe(`00-${traceId}-${spanId}-01`),
    )
    const below = (name: string, attempt: SentSpan) =>
      at.spans.filter((one) => one.name === name && one.traceId === attempt.traceId && one.parentSpanId === attempt.spanId)
    expect(below("suggest", attempts[1]!)).toMatchObject([{ attributes: { "diapason.sampler": expect.stringMatching(/^random\//) } }])
    expect(below("append", attempts[1]!).at(-1)!.attributes["diapason.events"]).toContain("trial.finished")
    for (const { start, end } of at.spans) expect(end).toBeGreaterThanOrEqual(start)
  })

  it("where nobody receives them the study goes its way, and without the variable nothing is handed on", async () => {
    const cwd = folder({ "train.sh": train })
    const began = performance.now()
    expect((await diapason(tune, { cwd, env: { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9" } })).code).toBe(0)
    expect(performance.now() - began).toBeLessThan(20_000)
    const other = folder({ "train.sh": train })
    expect((await diapason(tune, { cwd: other })).code).toBe(0)
    expect(readFileSync(join(other, "trace-0.1"), "utf8").trim()).toBe("")
  })

  it("a server: requests are spans in the caller's trace, and the attempt of a worker is the trace that the worker knows it by", async () => {
    const at = await receiver()
    vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", at.url)
    onTestFinished(() => void vi.unstubAllEnvs())
    const dir = folder()
    const { url, close } = await startServing({ store: `sqlite:${dir}/s.db`, dir, host: "127.0.0.1", port: 0, exact: true })
    const { text } = openAccess(dir, systemClock).tokens.create({ kind: "token", label: "t", role: "admin", by: "ada" })
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    const post = (path: string, body: object) =>
      fetch(url + path, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${text}`, traceparent },
        body: JSON.stringify(body),
      })
    const space = { x: { type: "float", low: 0, high: 1 } }
    const objectives = [{ metric: "loss", direction: "minimize" }]
    await post("/v1/studies", { name: "lab", space, objectives, seed: 7, sampler: { type: "random" } })
    await post("/v1/studies/lab/trials:ask", { worker: "w1" })
    expect((await post("/v1/trials/lab/0:tell", { metrics: { loss: 0.5 } })).status).toBe(200)
    await close()
    await at.close()
    expect(at.spans.find(({ name }) => name === "POST /v1/studies/:study/trials:ask")).toMatchObject({
      traceId: "0af7651916cd43dd8448eb211c80319c",
      parentSpanId: "b7ad6b7169203331",
      kind: 2,
      service: "diapason-server",
      attributes: { "diapason.who": "token:t", "http.response.status_code": 200, "http.route": "/v1/studies/:study/trials:ask" },
    })
    expect(at.spans.find(({ name }) => name === "attempt")).toMatchObject({
      ...attemptTrace({ study: "lab", session: "w1", trial: 0, attempt: 1 }),
      attributes: { "diapason.worker": "w1", "diapason.state": "complete" },
    })
    expect(at.spans.some(({ name }) => name === "suggest")).toBe(true)
  })
})
