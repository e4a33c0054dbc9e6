import { fault } from "@diapason/core"
import type { Asked } from "@diapason/server"
import { describe, expect, it } from "vitest"
import { analyses } from "../../src/analysis/analyses.ts"
import { begun, created, finished, opened, served } from "../served.ts"

const study = "lab/ä"
const params = { study }
const importance = {
  schema: "diapason.importance/1",
  study,
  method: "fanova",
  target: "loss",
  trials: 0,
  summary: "Too few trials.",
  parameters: [],
  pairs: [],
  warnings: [],
  leftOut: [],
  lacks: { why: "too few trials", more: 7 },
}

/** An analyst who notes what was asked, and answers when told to. */
function noting() {
  const asked: Asked[] = []
  const waiting: { resolve(given: unknown): void; reject(error: Error): void }[] = []
  return {
    asked,
    waiting,
    closed: 0,
    answer(one: Asked): Promise<unknown> {
      asked.push(one)
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }))
    },
    close() {
      this.closed++
      return Promise.resolve()
    },
  }
}

const answeringWith = (answer: unknown) => ({ answer: () => Promise.resolve(answer), close: () => Promise.resolve() })

describe("what is worked out of a study", () => {
  it("is asked of the position where the log stands, and says so", async () => {
    const analyst = noting()
    const at = await served({ analyst })
    await at.store.append(study, [created(study), opened(), ...begun(0), finished(0, 1)])
    const query = { method: "ped-anova", target: "loss", top: 0.1, branches: "true" }
    const answer = at.ask("GET /v1/studies/:study/importance", { params, query })
    await expect.poll(() => analyst.asked.length).toBe(1)
    expect(analyst.asked).toEqual([
      { study, position: 5, question: { kind: "importance", method: "ped-anova", target: "loss", top: 0.1, byBranch: true } },
    ])
    analyst.waiting[0]!.resolve(importance)
    const { status, json, headers } = await answer
    expect([status, json, headers["x-diapason-position"]]).toEqual([200, importance, "5"])
    await at.app.close()
    expect(analyst.closed).toBe(1)
  })

  it("is asked of an earlier position where one is named", async () => {
    const analyst = noting()
    const at = await served({ analyst })
    await at.store.append(study, [created(study), opened(), ...begun(0), finished(0, 1)])
    void at.ask("GET /v1/studies/:study/best", { params, query: { at: 2 } })
    void at.ask("GET /v1/studies/:study/what-if", { params, query: { at: 99, scheduler: "asha" } })
    await expect.poll(() => analyst.asked.length).toBe(2)
    expect(analyst.asked.map(({ position }) => position).sort()).toEqual([2, 5])
    for (const { reject } of analyst.waiting) reject(fault("D187", { study, lacks: "no trial was run yet" }))
  })

  it("that is refused keeps the words of the refusal", async () => {
    const { ask, store } = await served({
      analyst: {
        answer: () => Promise.reject(fault("D186", { study, wanted: "the scheduler pbt", why: "It copies.", answerable: ["asha"] })),
        close: () => Promise.resolve(),
      },
    })
    await store.append(study, [created(study)])
    const { status, json } = await ask("GET /v1/studies/:study/what-if", { params, query: { scheduler: "pbt" } })
    expect([status, json["code"], json["why"]]).toEqual([422, "D186", "It copies."])
  })

  it("is refused where the server has nobody for it, and nothing else is", async () => {
    const { ask, store } = await served()
    await store.append(study, [created(study)])
    expect(await ask("GET /v1/studies/:study/importance", { params })).toMatchObject({ status: 503, json: { code: "D460" } })
    expect((await ask("GET /v1/studies/:study", { params })).status).toBe(200)
  })

  it("a report is a file that no browser opens under the server's name", async () => {
    const { ask, store } = await served({ analyst: answeringWith("<!doctype html><p>ä") })
    await store.append(study, [created(study)])
    const { json, headers } = await ask<string>("GET /v1/studies/:study/report", { params })
    expect([json, headers["content-type"], headers["content-disposition"]]).toEqual([
      "<!doctype html><p>ä",
      "text/html; charset=utf-8",
      'attachment; filename="lab%2F%C3%A4-report.html"',
    ])
  })

  it("of a study that there is not is refused before anybody is asked", async () => {
    const analyst = noting()
    const { ask } = await served({ analyst })
    expect((await ask("GET /v1/studies/:study/best", { params })).status).toBe(404)
    expect(analyst.asked).toEqual([])
  })

  it("is not for who may not see the study", async () => {
    const analyst = noting()
    const { ask, store } = await served({ analyst, who: { name: "bob", role: "viewer", studies: ["other-*"] } })
    await store.append(study, [created(study)])
    for (const one of ["importance", "best", "report", "what-if"])
      expect([one, (await ask(`GET /v1/studies/:study/${one}`, { params, query: { scheduler: "asha" } })).status]).toEqual([one, 403])
    expect(analyst.asked).toEqual([])
  })
})

describe("answers", () => {
  const best = { kind: "best" } as const
  const asha = { kind: "what-if", scheduler: "asha" } as const

  it("are worked out once at each position of a log", async () => {
    const analyst = noting()
    const { ask } = analyses(analyst)
    const both = [ask({ study, position: 5, question: best }), ask({ study, position: 5, question: best })]
    analyst.waiting[0]!.resolve("five")
    expect(await Promise.all(both)).toEqual([
      { position: 5, answer: "five" },
      { position: 5, answer: "five" },
    ])
    expect(await ask({ study, position: 5, question: best })).toEqual({ position: 5, answer: "five" })
    void ask({ study, position: 6, question: best })
    void ask({ study, position: 5, question: asha })
    void ask({ study: "other", position: 5, question: best })
    expect(analyst.asked.length).toBe(4)
  })

  it("to who asks while the study runs on are those that are under way, but for who asks of one moment", async () => {
    const analyst = noting()
    const { ask } = analyses(analyst)
    const first = ask({ study, position: 5, question: best })
    const later = ask({ study, position: 7, question: best })
    const exact = ask({ study, position: 6, question: best, exact: true })
    analyst.waiting[0]!.resolve("five")
    analyst.waiting[1]!.resolve("six")
    expect([await first, await later, await exact]).toEqual([
      { position: 5, answer: "five" },
      { position: 5, answer: "five" },
      { position: 6, answer: "six" },
    ])
  })

  it("that failed are tried again", async () => {
    const analyst = noting()
    const { ask } = analyses(analyst)
    const failing = ask({ study, position: 5, question: best })
    analyst.waiting[0]!.reject(new Error("gone"))
    await expect(failing).rejects.toThrow("gone")
    const again = ask({ study, position: 5, question: best })
    analyst.waiting[1]!.resolve("five")
    expect((await again).answer).toBe("five")
  })

  it("are few: the oldest is forgotten, and beyond so many questions none is begun", async () => {
    const analyst = noting()
    const { ask } = analyses(analyst, { most: 2, busy: 2 })
    const open = [1, 2].map((position) => ask({ study, position, question: best, exact: true }))
    await expect(ask({ study, position: 3, question: best, exact: true })).rejects.toMatchObject({ code: "D461" })
    for (const { resolve } of analyst.waiting) resolve("one")
    await Promise.all(open)
    const third = ask({ study, position: 3, question: best })
    analyst.waiting[2]!.resolve("three")
    await third
    void ask({ study, position: 2, question: best })
    expect(analyst.asked.length).toBe(3)
    void ask({ study, position: 1, question: best })
    expect(analyst.asked.length).toBe(4)
  })
})
