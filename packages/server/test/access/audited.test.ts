import type { EventBody, StudyEvent } from "@diapason/core"
import { describe, expect, it } from "vitest"
import type { Identity } from "@diapason/server"
import { applyChange } from "../../src/access/apply-change.ts"
import { wishBy } from "../../src/access/wish.ts"
import { guarded } from "./guarded.ts"

const runner: Identity = { name: "token:ada", role: "runner", mustExplain: true }
const hold = (who: Identity, why?: string): EventBody => ({ kind: "study.paused", ...wishBy(who, why) })

/** A server where each change needs two people, and the way by which its routes change a study. */
async function audited() {
  const it = await guarded({ profile: "audited" })
  const context = it.app.diapason
  const people = ["ada", "eva", "ida"].map((label) => it.make("owner", { label }).text)
  const propose = async (who = runner, once?: string, events: readonly EventBody[] = [hold(who, "too hot")]): Promise<string> =>
    ((await applyChange(context, { study: "lab-1", events, who, why: "too hot", once })) as { proposed: string }).proposed
  const answer = (how: "approve" | "decline", id: string, token: string, payload: object = { why: "seen" }) =>
    it.said(`POST /v1/studies/lab-1/proposals/${id}/${how}`, token, { payload })
  const log = async (): Promise<readonly StudyEvent[]> => {
    const events: StudyEvent[] = []
    for await (const batch of it.store.read("lab-1", 0)) events.push(...batch)
    return events
  }
  return { ...it, context, people: people as [string, string, string], propose, answer, log }
}

describe("a wish", () => {
  it("says who and why, and must say why where each change is audited", () => {
    expect(wishBy({ name: "ada@lab", role: "owner" })).toEqual({ why: "by hand", by: "ada@lab" })
    expect(wishBy(runner, " too hot ")).toEqual({ why: "too hot", by: "token:ada" })
    for (const why of [undefined, "", "  "]) expect(() => wishBy(runner, why)).toThrow("D610")
  })
})

describe("the open profile", () => {
  it("makes a change at once, and one with the same key once", async () => {
    const it = await guarded()
    const context = it.app.diapason
    const who: Identity = { name: "ada@lab", role: "runner" }
    const change = { study: "lab-1", events: [hold(who)], who, once: "k" }
    expect(await applyChange(context, change)).toEqual({ position: 2 })
    expect(await applyChange(context, change)).toMatchObject({ position: expect.any(Number) as number })
    expect(await it.store.append("lab-1", [], { once: "k" })).toEqual({ outcome: "taken" })
  })
})

describe("the audited profile", () => {
  it("lets one propose and another approve; both stand in the log, and the change after them", async () => {
    const { people, propose, answer, call, log } = await audited()
    const id = await propose()
    const { proposals } = (await call("GET /v1/studies/lab-1/proposals", people[1])).json<{ proposals: object[] }>()
    expect(proposals).toMatchObject([{ id, by: "token:ada", why: "too hot", events: [{ kind: "study.paused" }] }])
    expect(await answer("approve", id, people[0])).toBe("403 D611")
    expect(await answer("approve", id, people[1], {})).toBe("400 D610")
    expect(await answer("approve", id, people[1])).toBe("200")
    expect((await log()).slice(1).map(({ kind, ...event }) => [kind, "by" in event && event.by])).toEqual([
      ["change.proposed", "token:ada"],
      ["change.approved", "token:eva"],
      ["study.paused", "token:ada"],
    ])
    expect(await answer("approve", id, people[2])).toBe("404 D612")
  })

  it("two who approve at once make the change once", async () => {
    const { people, propose, answer, log } = await audited()
    const id = await propose()
    const answers = await Promise.all([
      answer("approve", id, people[1]),
      answer("approve", id, people[2]),
      answer("decline", id, people[2]),
    ])
    expect([...answers].sort()).toEqual(["200", "404 D612", "404 D612"])
    expect((await log()).filter(({ kind }) => kind === "study.paused").length).toBeLessThanOrEqual(1)
  })

  it("what was declined is not made; who proposed it may take it back, others who own nothing may not", async () => {
    const { people, make, propose, answer, log } = await audited()
    const [first, second] = [await propose(), await propose()]
    expect(await answer("decline", first, make("runner", { label: "bob" }).text)).toBe("403 D411")
    expect(await answer("decline", first, make("viewer").text)).toBe("403 D411")
    expect(await answer("approve", first, make("runner").text)).toBe("403 D411")
    expect([await answer("decline", first, people[1]), await answer("decline", second, people[0])]).toEqual(["200", "200"])
    expect([await answer("approve", first, people[1]), await answer("approve", "nothing", people[1])]).toEqual(["404 D612", "404 D612"])
    expect((await log()).some(({ kind }) => kind === "study.paused")).toBe(false)
  })

  it("what is asked for twice with one key is one proposal, and what gives no reason is none", async () => {
    const { propose, call, people, context } = await audited()
    expect(await propose(runner, "k")).toBe(await propose(runner, "k"))
    expect((await call("GET /v1/studies/lab-1/proposals", people[0])).json<{ proposals: object[] }>().proposals).toHaveLength(1)
    await expect(applyChange(context, { study: "lab-1", events: [], who: runner })).rejects.toThrow("D610")
  })

  it("a revision that another one has overtaken is not made", async () => {
    const { propose, people, answer } = await audited()
    const space = { lr: { type: "float", low: 0, high: 2 } }
    const revised = (revision: number) =>
      ({ kind: "study.revised", revision, space, why: "wider", by: "token:ada" }) as unknown as EventBody
    const [first, second] = [await propose(runner, "a", [revised(2)]), await propose(runner, "b", [revised(2)])]
    expect(await answer("approve", first, people[1])).toBe("200")
    expect(await answer("approve", second, people[1])).toBe("409 D613")
  })
})
