import type { Decision, Scheduler } from "@diapason/core"
import { schedulerLawList, schedulerLaws } from "@diapason/testkit"
import { describe, expect, it } from "vitest"

interface Counted {
  readonly max: number | undefined
  /** Reports seen so far. */
  seen: number
}

/** Lets every trial run in full. */
const sound = (changed: Partial<Scheduler<Counted>> = {}): Scheduler<Counted> => ({
  id: "sound/1",
  init: ({ fidelity }) => ({ max: fidelity?.max, seen: 0 }),
  observe(state, { kind }) {
    if (kind === "trial.reported") state.seen++
    return state
  },
  next: ({ max }) => (max === undefined ? { do: "start" } : { do: "start", fidelity: max }),
  decide: () => ({ action: "continue", why: "all run in full" }),
  ...changed,
})

/** Stops every seventh trial, pauses at step 2 of the others and resumes them in turn: as much as the laws allow. */
const lively: Scheduler<Counted> = sound({
  next({ max }, { paused }) {
    const [trial] = paused
    if (max === undefined) return { do: "start" }
    return trial === undefined ? { do: "start", fidelity: 2 } : { do: "resume", trial, fidelity: max }
  },
  decide({ max }, { number, curve, fidelity }): Decision {
    const step = curve.steps.at(-1)!
    if (number % 7 === 6) return { action: "stop", why: "every seventh trial is stopped" }
    return step === fidelity && step !== max ? { action: "pause", why: "others first" } : { action: "continue", why: "on it goes" }
  },
})

let made = 0

/** By the law that each breaks. */
const flawed: Readonly<Record<string, () => Scheduler<Counted>>> = {
  "the same log gives the same answers, whoever asks"() {
    const odd = made++ % 2
    return sound({ decide: (_, { number }) => ({ action: number % 2 === odd ? "stop" : "continue", why: "by its number" }) })
  },
  "a state made from the ledger alone answers as the one that was folded": () =>
    sound({ decide: ({ seen }) => ({ action: seen > 10 ? "stop" : "continue", why: `${seen} reports` }) }),
  "a report at the step that was asked for ends the trial or pauses it, unless that step is the last": () =>
    sound({ next: ({ max }) => (max === undefined ? { do: "start" } : { do: "start", fidelity: 2 }) }),
  "every decision says why": () => sound({ decide: () => ({ action: "continue", why: "" }) }),
  "nothing is waited for while no trial is running": () =>
    sound({
      next: ({ max }, { trials }) =>
        trials.length > 4 ? { do: "wait", why: "four are enough" } : max === undefined ? { do: "start" } : { do: "start", fidelity: max },
    }),
  "only a paused trial is resumed": () =>
    sound({
      next({ max }, { trials, paused }) {
        if (max === undefined) return { do: "start" }
        return trials.length > 3 && !paused.has(0) ? { do: "resume", trial: 0, fidelity: max } : { do: "start", fidelity: max }
      },
    }),
  "where a fidelity was declared a slot is filled to a step within it": () => sound({ next: () => ({ do: "start", fidelity: 1000 }) }),
}

schedulerLaws("a scheduler that lets all run", sound)
schedulerLaws("a scheduler that stops and pauses", () => lively)

describe("the laws of a scheduler", () => {
  it("have a flawed scheduler each", () => {
    expect(Object.keys(flawed)).toEqual(schedulerLawList.map(({ name }) => name))
  })

  it.each(Object.entries(flawed))("tell a scheduler that breaks only this: %s", (name, make) => {
    expect(schedulerLawList.filter(({ hold }) => fails(() => hold(make))).map(({ name }) => name)).toEqual([name])
  })
})

function fails(check: () => void): boolean {
  try {
    check()
    return false
  } catch {
    return true
  }
}
