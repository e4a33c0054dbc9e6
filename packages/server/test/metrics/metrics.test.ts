import { memoryStore, type EventStore } from "@diapason/core"
import { virtualClock } from "@diapason/testkit"
import { describe, expect, it } from "vitest"
import { guarded } from "../access/guarded.ts"
import { lab, world } from "../protocol/served.ts"
import { begun, created, finished, opened, reported, served } from "../served.ts"
import { parsed } from "./parsed.ts"

async function played(parts: { store?: EventStore } = {}) {
  const at = await served(parts)
  await at.store.append("a", [created("a", { trials: 10 }), opened("s1", { slots: 3 })])
  for (let trial = 0; trial < 3; trial++)
    await at.store.append("a", [...begun(trial), reported(trial, 1, 5 - trial), finished(trial, 5 - trial)])
  await at.store.append("a", [...begun(3), ...begun(4)])
  const failure = { kind: "oom", message: "no memory" } as const
  await at.store.append("a", [{ kind: "trial.finished", trial: 3, attempt: 1, state: "failed", metrics: {}, failure }])
  await at.store.append("a", [{ kind: "trial.requeued", trial: 4, attempt: 1, failure: { kind: "infra", message: "gone" }, why: "lost" }])
  await at.store.append("a", begun(5))
  const scrape = async () => parsed((await at.ask<string>("GET /metrics")).json)
  return { ...at, scrape }
}

describe("metrics", () => {
  it("what is shown of a study is what it has", async () => {
    const { scrape, store } = await played()
    await store.leases.take("a/session/s1", { host: "lab", boot: "b", pid: 7, started: "1" }, 60_000)
    const seen = await scrape()
    expect(seen.of("diapason_study_trials")).toEqual({
      "study=a,state=complete": 3,
      "study=a,state=failed": 1,
      "study=a,state=waiting": 1,
      "study=a,state=running": 1,
      "study=a,state=paused": 0,
      "study=a,state=pruned": 0,
    })
    expect(seen.of("diapason_study_failures")).toEqual({ "study=a,kind=oom": 1, "study=a,kind=infra": 1 })
    expect(seen.of("diapason_study_best")).toEqual({ "study=a,objective=loss": 3 })
    expect(seen.of("diapason_study_sessions")).toEqual({ "study=a": 1 })
    expect(seen.of("diapason_worker_slots")).toEqual({ "study=a,session=s1,state=busy": 1, "study=a,session=s1,state=free": 2 })
    expect(seen.of("diapason_study_budget_spent_ratio")).toEqual({ "study=a": 0.6 })
    expect(seen.of("diapason_studies")).toEqual({ "": 1 })
    expect(Object.keys(seen.of("nodejs_eventloop_lag_seconds"))).toEqual([""])
    expect(seen.of("process_resident_memory_bytes")[""]).toBeGreaterThan(1e6)
  })

  it("suggestions, appends and reports of a study that it conducts are counted and timed", async () => {
    const { get, post } = await lab(world())
    for (let i = 0; i < 3; i++) await post("/v1/studies/lab/trials:ask", {})
    await post("/v1/trials/lab/0/reports", { step: 1, metrics: { loss: 0.3 } })
    await post("/v1/trials/lab/1:tell", { metrics: { loss: 0.4 } })
    const seen = parsed(String((await get("/metrics")).body))
    expect(seen.of("diapason_suggestion_seconds_count")).toEqual({ "sampler=random/0": 3 })
    expect(seen.of("diapason_report_seconds_count")).toEqual({ "": 1 })
    expect(seen.of("diapason_events_total")).toMatchObject({
      "kind=trial.suggested": 3,
      "kind=trial.reported": 1,
      "kind=trial.finished": 1,
    })
    expect(seen.of("diapason_append_seconds_count")["outcome=won"]).toBeGreaterThan(4)
    expect(seen.of("diapason_http_request_seconds_count")["method=POST,route=/v1/studies/:study/trials:ask,status=200"]).toBe(3)
  })

  it("a store that fails, and writes that were refused, are counted", async () => {
    const clock = virtualClock()
    const store = memoryStore(clock)
    let broken = false
    const append: EventStore["append"] = (...asked) => (broken ? Promise.reject(new Error("disk full")) : store.append(...asked))
    const { app } = await served({ store: { ...store, append } }, clock)
    const { store: through } = app.diapason
    const holder = { host: "lab", boot: "b", pid: 7, started: "1" }
    const fence = (await through.leases.take("k", holder, 1000)) as { key: string; token: number }
    await through.leases.take("k", holder, 1000, fence.token)
    expect(await through.append("a", [created("a")], { fence })).toEqual({ outcome: "fenced" })
    expect(await through.leases.renew(fence, 1000)).toBe(false)
    broken = true
    await expect(through.append("a", [created("a")])).rejects.toThrow("disk full")
    const seen = parsed((await app.inject("/metrics")).body)
    expect([seen.of("diapason_leases_lost_total"), seen.of("diapason_store_errors_total")]).toEqual([{ "": 2 }, { "operation=append": 1 }])
  })

  it("of many studies the newest are shown, whatever callers write into addresses", async () => {
    const { scrape, store, app } = await played()
    for (let i = 0; i < 60; i++) await store.append(`s${i}`, [created(`s${i}`)])
    for (let i = 0; i < 60; i++) await app.inject(`/v1/studies/s${i}/nothing-${i}`)
    const seen = await scrape()
    expect(seen.of("diapason_studies")).toEqual({ "": 61 })
    expect(Object.keys(seen.of("diapason_study_sessions"))).toHaveLength(50)
    expect(Object.keys(seen.of("diapason_http_request_seconds_count")).length).toBeLessThan(5)
  })

  it("the guard of the server holds for them too, and a token sees its studies only", async () => {
    const { make, call, said } = await guarded()
    const [all, some] = [make("viewer"), make("viewer", { studies: ["lab-*"] })].map(({ text }) => text)
    expect([await said("GET /metrics"), await said("GET /metrics", "dpt_wrong"), await said("GET /metrics", all)]).toEqual([
      "401 D411",
      "401 D412",
      "200",
    ])
    const studies = async (token: string | undefined) =>
      Object.keys(parsed((await call("GET /metrics", token)).body).of("diapason_study_sessions"))
    expect([await studies(all), await studies(some)]).toEqual([["study=lab-1", "study=other"], ["study=lab-1"]])
  })
})
