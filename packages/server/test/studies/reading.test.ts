import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { brotliDecompressSync, gunzipSync } from "node:zlib"
import { boardOf, decodeBoard } from "@diapason/views"
import { describe, expect, it } from "vitest"
import { heard } from "../../src/studies/change-study.ts"
import { begun, created, finished, opened, reported, served } from "../served.ts"

const study = "lab/ä"
const params = { study }

async function filled() {
  const dir = mkdtempSync(join(tmpdir(), "server-"))
  const at = await served({ dir })
  await at.store.append(study, [created(study, { trials: 10 }), opened()])
  for (let trial = 0; trial < 5; trial++)
    await at.store.append(study, [...begun(trial), reported(trial, 1, 5 - trial), finished(trial, 5 - trial)])
  await at.store.append(study, [...begun(5), reported(5, 1, 9)])
  await at.store.append(study, [{ kind: "trial.requeued", trial: 5, attempt: 1, failure: { kind: "infra", message: "gone" }, why: "lost" }])
  await at.store.append(study, [
    { kind: "artifact.added", trial: 0, name: "plot", path: "plot.png", media: "image/png" },
    { kind: "note.set", trial: 0, key: "tag", value: "odd" },
    { kind: "note.set", key: "__proto__", value: "x", by: "ada@lab", why: "a test" },
    { kind: "study.extended", budget: { trials: 20 }, by: "ada@lab", why: "more" },
  ])
  await at.store.append(study, [{ kind: "trial.excluded", trial: 4, why: "wrong data", by: "bob@lab" }])
  return { ...at, dir }
}

describe("what the server shows of a study", () => {
  it("the list: state, trend, share of the budget", async () => {
    const { ask, store } = await filled()
    await store.append("other", [created("other")])
    const { json } = await ask<{ studies: Record<string, unknown>[] }>("GET /v1/studies")
    expect(json.studies).toMatchObject([
      { study, state: "idle", trend: [5, 4, 3, 2, 2], share: 0.3, front: 1, best: [{ trial: 3 }], counts: { complete: 5, waiting: 1 } },
      { study: "other", state: "idle", trend: [], best: [] },
    ])
    await store.leases.take(`${study}/session/s1`, { host: "lab", boot: "b", pid: 7, started: "1" }, 60_000)
    expect((await ask<{ studies: object[] }>("GET /v1/studies")).json.studies[0]).toMatchObject({ state: "running", sessions: 1 })
    expect((await ask("GET /v1/studies/:study", { params })).json).toMatchObject({ state: "running", settings: 30 })
  })

  it("trials by pages, and by state", async () => {
    const { ask } = await filled()
    const page = async (query: Record<string, string | number>) =>
      (await ask<{ trials: { trial: number }[]; next?: number; total: number }>("GET /v1/studies/:study/trials", { params, query })).json
    const first = await page({ limit: 4 })
    expect([first.trials.map(({ trial }) => trial), first.next, first.total]).toEqual([[0, 1, 2, 3], 3, 6])
    expect((await page({ limit: 4, after: 3 })).trials.map(({ trial }) => trial)).toEqual([4, 5])
    const waiting = await page({ state: "waiting" })
    expect([waiting.trials.map(({ trial }) => trial), waiting.next]).toEqual([[5], undefined])
  })

  it("one trial in full", async () => {
    const { ask } = await filled()
    const key = "GET /v1/studies/:study/trials/:trial"
    const { json } = await ask(key, { params: { study, trial: 0 } })
    expect(json).toMatchObject({
      trial: 0,
      reports: [{ step: 1, metrics: { loss: 5 } }],
      notes: { tag: "odd" },
      artifacts: [{ name: "plot" }],
    })
    const lost = (await ask(key, { params: { study, trial: 5 } })).json
    expect(lost).toMatchObject({ state: "waiting", past: [{ attempt: 1, session: "s1", kind: "infra", why: "gone" }] })
    expect((await ask(key, { params: { study, trial: 99 } })).status).toBe(404)
  })

  it("reports without end are thinned, and keep what stands out", async () => {
    const { ask, store } = await filled()
    const many = Array.from({ length: 10_000 }, (_, i) => reported(6, i + 1, i === 7001 ? -3 : Math.sin(i)))
    await store.append(study, [...begun(6), ...many])
    const { json } = await ask<{ reports: { step: number; metrics: { loss: number } }[]; reported: number }>(
      "GET /v1/studies/:study/trials/:trial",
      { params: { study, trial: 6 } },
    )
    expect(json.reported).toBe(10_000)
    expect(json.reports.length).toBeLessThanOrEqual(2000)
    expect(json.reports.at(-1)!.step).toBe(10_000)
    expect(json.reports.some(({ metrics }) => metrics.loss === -3)).toBe(true)
  })

  it("what an attempt printed, by ranges, and clearly where that is not here", async () => {
    const { ask, dir } = await filled()
    const key = "GET /v1/studies/:study/trials/:trial/log"
    expect(await ask(key, { params: { study, trial: 0 } })).toMatchObject({ status: 404, json: { code: "D433" } })
    mkdirSync(join(dir, encodeURIComponent(study), "logs"), { recursive: true })
    writeFileSync(join(dir, encodeURIComponent(study), "logs", "0.1.log"), "one\ntwo\n<script>\n")
    const tail = await ask(key, { params: { study, trial: 0 }, query: { limit: 9 } })
    expect([tail.json, tail.headers["x-diapason-next"], tail.headers["content-type"]]).toEqual([
      "<script>\n",
      "17",
      "text/plain; charset=utf-8",
    ])
    expect((await ask(key, { params: { study, trial: 0 }, query: { after: 4, limit: 3 } })).json).toBe("two")
    expect((await ask(key, { params: { study, trial: 0 }, query: { after: 17 } })).json).toBe("")
  })

  it("who changed what: the newest first, with what was before", async () => {
    const { ask } = await filled()
    const key = "GET /v1/studies/:study/activity"
    const { json } = await ask<{ changes: Record<string, unknown>[]; next: number }>(key, { params, query: { limit: 3 } })
    expect(json.changes).toMatchObject([
      { kind: "trial.excluded", trial: 4, by: "bob@lab", why: "wrong data" },
      { kind: "study.extended", before: { trials: 10 }, after: { trials: 20 }, by: "ada@lab" },
      { kind: "note.set", name: "__proto__", before: null, after: "x" },
    ])
    const older = await ask<{ changes: Record<string, unknown>[]; next?: number }>(key, { params, query: { before: json.next } })
    expect([older.json.changes.map(({ kind }) => kind), older.json.next]).toEqual([["session.opened", "study.created"], undefined])
  })

  it("workers, and whether they live", async () => {
    const { ask, store } = await filled()
    await store.append(study, [...begun(6)])
    expect((await ask("GET /v1/studies/:study/workers", { params })).json).toMatchObject({
      workers: [{ session: "s1", state: "silent", host: "lab", pid: 7, running: [6], facts: { diapason: "1.2.3" } }],
    })
  })

  it("curves: chosen lines, and a picture of many", async () => {
    const { app, ask, store } = await filled()
    const key = "GET /v1/studies/:study/curves"
    const lines = async (trials: string) =>
      (await ask<{ lines: { trial: number }[]; of: number; picture?: object }>(key, { params, query: { trials } })).json
    expect((await lines("best:2")).lines.map(({ trial }) => trial)).toEqual([3, 2])
    expect((await lines("4,0,99")).lines.map(({ trial }) => trial)).toEqual([4, 0])
    expect((await lines("all")).lines).toHaveLength(6)
    expect((await ask(key, { params, query: { trials: "x" } })).status).toBe(400)
    for (let trial = 6; trial < 300; trial++)
      await store.append(study, [...begun(trial), reported(trial, 1, 1), reported(trial, 10, trial / 100), finished(trial, 1)])
    const followed = await app.diapason.studies.open(study)
    await heard(followed, () => followed.ledger.trials[299]?.state === "complete")
    const { json } = await ask<{
      of: number
      lines: object[]
      picture: { low: (number | null)[]; high: (number | null)[]; count: number[]; density: number[]; rows: number }
    }>(key, {
      params,
      query: { width: 50 },
    })
    expect([json.of, json.lines.length, json.picture.low.at(-1), json.picture.high.at(-1)]).toEqual([300, 0, 0.06, 2.99])
    expect([json.picture.count.at(-1), json.picture.density.length, json.picture.rows]).toEqual([294, 2000, 40])
  })

  it("the whole study in bytes: now, packed, and as it was", async () => {
    const { app, ask, store } = await filled()
    const key = "GET /v1/studies/:study/aggregate"
    const url = `/v1/studies/${encodeURIComponent(study)}/aggregate`
    for (let trial = 6; trial < 100; trial++) await store.append(study, [...begun(trial), finished(trial, trial)])
    const { ledger } = await app.diapason.studies.open(study)
    const bytes = async (headers: Record<string, string>, query = "", remoteAddress = "192.0.2.7") =>
      app.inject({ url: url + query, headers, remoteAddress })
    const plain = await bytes({})
    const board = decodeBoard(plain.rawPayload)
    expect([plain.headers["x-diapason-position"], board.table.size, board.ledger.seq]).toEqual([String(ledger.seq), 100, ledger.seq])
    const zipped = await bytes({ "accept-encoding": "br, gzip" })
    expect([zipped.headers["content-encoding"], gunzipSync(zipped.rawPayload).equals(plain.rawPayload)]).toEqual(["gzip", true])
    const brotli = await bytes({ "accept-encoding": "br" })
    expect(brotliDecompressSync(brotli.rawPayload).equals(plain.rawPayload)).toBe(true)
    // On this machine to make them fewer takes longer than to send them.
    expect((await bytes({ "accept-encoding": "br, gzip" }, "", "127.0.0.1")).headers["content-encoding"]).toBeUndefined()
    expect(decodeBoard((await bytes({}, "?at=5")).rawPayload).ledger.seq).toBe(5)
    await store.append(study, [{ kind: "trial.excluded", trial: 0, why: "odd", by: "ada@lab" }])
    expect((await ask(key, { params })).headers["x-diapason-position"]).toBe(String(ledger.seq - 1))
    const followed = await app.diapason.studies.open(study)
    expect(followed.board().table).toEqual(boardOf(followed.ledger).table)
  })

  it("the chain, in pieces, and where it is broken", async () => {
    const { ask, store } = await filled()
    const key = "GET /v1/studies/:study/chain"
    const first = await ask<{ next: number; of: number }>(key, { params, query: { limit: 10 } })
    expect(first.json).toMatchObject({ whole: true, from: 0, to: 10, next: 10 })
    expect((await ask(key, { params, query: { after: 10 } })).json).toMatchObject({ whole: true, from: 10, to: first.json.of })
    const read = store.read.bind(store)
    store.read = async function* (name, after) {
      for await (const batch of read(name, after)) yield batch.map((event) => (event.seq === 7 ? { ...event, at: 1 } : event))
    }
    expect((await ask(key, { params })).json).toMatchObject({ whole: false, to: 6, broken: { position: 7 } })
  })
})
