import type { EventBody } from "@diapason/core"
import { anyStudyLog, hostileTexts } from "@diapason/testkit"
import fc from "fast-check"
import { expect, test } from "vitest"
import { budgetWords, eventWords } from "@diapason/views"

test("what happened is said with the reason that the log keeps", () => {
  const decided: EventBody = { kind: "trial.decided", trial: 31, report: 9, action: "pause", why: "rank 4 of 5", by: "asha/1" }
  expect(eventWords(decided)).toEqual({ trial: 31, says: "#31 was paused, as asha/1 decided", why: "rank 4 of 5" })
  const failed: EventBody = {
    kind: "trial.finished",
    trial: 2,
    attempt: 1,
    state: "failed",
    metrics: {},
    failure: { kind: "oom", message: "no memory" },
  }
  expect(eventWords(failed)).toEqual({ trial: 2, says: "#2 failed (oom)", why: "no memory" })
  const extended: EventBody = { kind: "study.extended", budget: { trials: 80, wall: 3_600_000 }, by: "ada@lab", why: "more" }
  expect(eventWords(extended)).toEqual({ says: "the budget became 80 trials and 1 h", by: "ada@lab", why: "more" })
  const [accounts, strength, why] = [[], "auto", "the same goal"] as const
  const lessons = ["a", "b", "c", "d"].map((study) => ({ study, trials: [{ flat: {}, losses: [1] }] }))
  expect(eventWords({ kind: "study.taught", lessons, accounts, strength, why })).toEqual({
    says: "earlier studies teach: a (1 trials), b (1), c (1) and 1 more",
    why,
  })
  expect(eventWords({ kind: "study.taught", lessons: [], accounts, strength, why }).says).toBe("no earlier study teaches this one")
  expect(
    eventWords({ kind: "trial.reported", trial: 1, attempt: 1, step: 3, metrics: { loss: "nan", acc: 0.123456789, a: 1, b: 2 } }).says,
  ).toBe("#1 reported loss NaN, acc 0.12346, a 1 and 1 more at step 3")
})

test("a budget in words", () => {
  expect([budgetWords({}), budgetWords({ trials: 5 }), budgetWords({ wall: 90_500 })]).toEqual(["without a limit", "5 trials", "90.5 s"])
})

test("every event of any log has words, and texts of people are left as they are", () => {
  fc.assert(
    fc.property(anyStudyLog(), (log) => {
      for (const event of log) expect(eventWords(event).says).toMatch(/\S/)
    }),
  )
  for (const text of hostileTexts) {
    const note: EventBody = { kind: "note.set", key: text, value: 1, by: text, why: text }
    expect(eventWords(note)).toEqual({ says: `the note "${text}" was set`, by: text, ...(text !== "" && { why: text }) })
  }
})
