import { choose } from "./choose-random.ts"
import { memoryStore, type EventBody } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { createServer } from "@diapason/server"

const created: EventBody = {
  kind: "study.created",
  definition: {
    name: "lab/ä",
    space: { lr: { type: "float", low: 0, high: 1, scale: "linear" } },
    objectives: [{ metric: "loss", direction: "minimize" }],
    seed: 1,
    sampler: { type: "random" },
    scheduler: { type: "none" },
    budget: {},
  },
}

async function served() {
  const clock = { now: () => 1000, after: () => Promise.resolve(), every: () => undefined }
  const store = memoryStore(clock)
  await store.append("lab/ä", [created])
  const app = await createServer({ store, clock, choose, dir: ".", version: "1.2.3", identify: () => ({ name: "ada@lab", role: "owner" }) })
  return { app, store }
}

describe("the server", () => {
  it("answers a study by its name, however that is written", async () => {
    const { app } = await served()
    const answer = await app.inject(`/v1/studies/${encodeURIComponent("lab/ä")}`)
    expect(answer.json()).toMatchObject({ study: "lab/ä", position: 1, counts: { complete: 0 } })
  })

  it("answers what is not there as a problem, with the words of the error", async () => {
    const { app } = await served()
    const answer = await app.inject("/v1/studies/other")
    expect(answer.statusCode).toBe(404)
    expect(answer.headers["content-type"]).toContain("application/problem+json")
    expect(answer.json()).toMatchObject({ code: "D303", status: 404 })
  })

  it("says so where there is no such route", async () => {
    const { app } = await served()
    const answer = await app.inject("/v1/trails")
    expect(answer.statusCode).toBe(404)
    expect(answer.json()).toMatchObject({ code: "D434", title: "The server knows no GET /v1/trails." })
  })

  it("describes every route", async () => {
    const { app } = await served()
    const { paths } = (await app.inject("/v1/openapi.json")).json<{ paths: Record<string, object> }>()
    expect(Object.keys(paths)).toContain("/v1/studies/{study}/log")
  })
})
