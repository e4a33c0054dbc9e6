import { describe, expect, it } from "vitest"
import type { EventBody } from "../../src/event/event.ts"
import { given, held, study } from "./given.ts"

const wish = { why: "it is late", by: "ada@lab" }
const proposed = (id: string): EventBody => ({ kind: "change.proposed", id, events: [held()], ...wish })

describe("a change that waits for approval", () => {
  it("changes nothing by itself", () =>
    given(study(), proposed("p1")).then(({ held, proposals }) => {
      expect(held).toBeUndefined()
      expect(proposals).toEqual([{ id: "p1", events: [{ kind: "study.paused", why: "by hand", by: "ada@lab" }], ...wish, at: 2000 }])
    }))

  it("is done when it was approved, by the events that follow", () =>
    given(study(), proposed("p1"), proposed("p2"))
      .when({ kind: "change.approved", id: "p1", why: "yes", by: "eva@lab" }, held())
      .then(({ held, proposals }) => {
        expect(held).toBeDefined()
        expect(proposals.map(({ id }) => id)).toEqual(["p2"])
      }))

  it("is forgotten when it was declined; a second word on it is none, and neither is a second proposal of the name", () =>
    given(study(), proposed("p1"), proposed("p1"), { kind: "change.declined", id: "p1", why: "no", by: "eva@lab" })
      .when({ kind: "change.approved", id: "p1", why: "yes", by: "eva@lab" })
      .then(({ held, proposals }) => expect([held, proposals]).toEqual([undefined, []])))
})
