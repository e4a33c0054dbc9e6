import { describe, expect, it } from "vitest"
import type { StudyLine } from "../../src/live/use-studies.ts"
import { agoWords, stateOf, studyRows } from "../../src/studies/study-rows.ts"

const line = (study: string, more: object): StudyLine => ({
  study,
  position: 1,
  at: 0,
  counts: { waiting: 0, running: 0, paused: 0, complete: 0, pruned: 0, failed: 0 },
  sessions: 0,
  objectives: [{ metric: "loss", direction: "minimize" }],
  best: [],
  front: 0,
  trend: [],
  budget: {},
  spent: { trials: 0, wall: 0 },
  notes: {},
  ...more,
})
const studies = [
  line("b10", { at: 3, state: "running", sessions: 1, best: [{ trial: 1, config: {}, values: { loss: 0.5 } }] }),
  line("b9", { at: 5, state: "ended", best: [{ trial: 1, config: {}, values: { loss: 0.2 } }], notes: { tag: "paper" } }),
  line("a", { at: 1, state: "running", held: "lunch", sessions: 1 }),
]
const names = (...asked: [string, "name" | "best" | "updated", boolean]): readonly string[] =>
  studyRows(studies, ...asked).map(({ study }) => study)

describe("the list of studies", () => {
  it("is put in order, and what is missing comes last in either direction", () => {
    expect(names("", "name", false)).toEqual(["a", "b9", "b10"])
    expect(names("", "best", false)).toEqual(["b9", "b10", "a"])
    expect(names("", "best", true)).toEqual(["b10", "b9", "a"])
    expect(names("", "updated", true)).toEqual(["b9", "b10", "a"])
  })

  it("keeps what every word of the filter is a part of", () => {
    expect(names("running", "name", false)).toEqual(["b10"])
    expect(names("tag:paper", "name", false)).toEqual(["b9"])
    expect(names("loss b", "name", false)).toEqual(["b9", "b10"])
    expect(names("<script>", "name", false)).toEqual([])
  })

  it("says how a study stands", () => {
    expect(studies.map(stateOf)).toEqual(["running", "ended", "paused"])
    expect(stateOf({ loading: true })).toBe("reading")
  })

  it("says how long ago something was", () => {
    const now = new Date(2031, 5, 10, 12).getTime()
    expect([1000, 240_000, 7_200_000].map((past) => agoWords(now - past, now))).toEqual(["now", "4 min ago", "2 h ago"])
    expect(agoWords(new Date(2030, 0, 3).getTime(), now)).toBe("3 Jan 2030")
  })
})
