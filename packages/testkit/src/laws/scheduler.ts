import type { Scheduler } from "@diapason/core"
import { describe, expect, test } from "vitest"
import { law, type SchedulerLaw } from "./scheduler/law.ts"
import { rehearse } from "./scheduler/rehearsal.ts"

/** Runs the laws that every scheduler is held against. `make` gives a fresh scheduler each time. */
export function schedulerLaws(name: string, make: () => Scheduler): void {
  describe(`${name} as a scheduler`, () => {
    for (const { name, hold } of schedulerLawList) test(name, () => hold(make))
  })
}

export const schedulerLawList: readonly SchedulerLaw[] = [
  law("the same log gives the same answers, whoever asks", (make, setting) => {
    same(rehearse(make(), setting), rehearse(make(), setting))
  }),
  law("a state made from the ledger alone answers as the one that was folded", (make, setting) => {
    rehearse(make(), setting, same)
  }),
  law("a report at the step that was asked for ends the trial or pauses it, unless that step is the last", (make, setting) => {
    for (const answer of rehearse(make(), setting)) {
      if (answer.asked === "next" || answer.target === undefined || answer.target >= setting.steps) continue
      if (answer.step >= answer.target) expect(answer.decision.action).not.toBe("continue")
    }
  }),
  law("every decision says why", (make, setting) => {
    for (const answer of rehearse(make(), setting)) {
      const why = answer.asked === "decide" ? answer.decision.why : answer.next.do === "wait" ? answer.next.why : "a slot is filled"
      if (why === "") expect.fail(`no reason: ${JSON.stringify(answer)}`)
    }
  }),
  law("nothing is waited for while no trial is running", (make, setting) => {
    for (const answer of rehearse(make(), setting))
      if (answer.asked === "next" && answer.running === 0) expect(answer.next.do).not.toBe("wait")
  }),
  law("only a paused trial is resumed", (make, setting) => {
    for (const answer of rehearse(make(), setting))
      if (answer.asked === "next" && answer.next.do === "resume") expect(answer.paused).toContain(answer.next.trial)
  }),
  law("where a fidelity was declared a slot is filled to a step within it", (make, setting) => {
    for (const answer of rehearse(make(), setting)) {
      if (answer.asked === "decide" || answer.next.do === "wait" || answer.next.do === "choose" || !setting.declared) continue
      expect(answer.next.fidelity).toBeGreaterThanOrEqual(1)
      expect(answer.next.fidelity).toBeLessThanOrEqual(setting.steps)
    }
  }),
]

/** Compares as text first: there are thousands of answers. */
function same(expected: unknown, found: unknown): void {
  if (JSON.stringify(found) !== JSON.stringify(expected)) expect(found).toEqual(expected)
}
