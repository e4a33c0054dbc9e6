import type { Terminator } from "@diapason/core"
import { terminatorLawList, terminatorLaws } from "@diapason/testkit"
import { describe, expect, it } from "vitest"

interface Counted {
  events: number
}

/** Has seen enough after ten trials. */
const sound = (changed: Partial<Terminator<Counted>> = {}): Terminator<Counted> => ({
  id: "sound/1",
  init: () => ({ events: 0 }),
  observe(state) {
    state.events++
    return state
  },
  advise: (_, { finished }) => ({ stop: finished.length >= 10, why: `${finished.length} of 10`, figures: { ended: finished.length } }),
  ...changed,
})

let made = 0

/** By the law that each breaks. */
const flawed: Readonly<Record<string, () => Terminator<Counted>>> = {
  "the same log gives the same advice, whoever asks and however often"() {
    const mood = made++
    return sound({ advise: () => ({ stop: false, why: `mood ${mood}`, figures: {} }) })
  },
  "a state made from the ledger alone advises as the one that was folded": () =>
    sound({ advise: ({ events }) => ({ stop: false, why: `${events} events`, figures: { events } }) }),
  "every advice says why": () => sound({ advise: () => ({ stop: false, why: "", figures: {} }) }),
  "every figure is a finite number": () => sound({ advise: () => ({ stop: false, why: "never", figures: { bound: Infinity } }) }),
  "nobody is advised to stop before two trials have ended": () =>
    sound({ advise: (_, { finished }) => ({ stop: finished.length === 1, why: "one is enough", figures: {} }) }),
}

terminatorLaws("a terminator that counts", sound)

describe("the laws of a terminator", () => {
  it("have a flawed terminator each", () => {
    expect(Object.keys(flawed)).toEqual(terminatorLawList.map(({ name }) => name))
  })

  it.each(Object.entries(flawed))("tell a terminator that breaks only this: %s", (name, make) => {
    expect(terminatorLawList.filter(({ hold }) => fails(() => hold(make))).map(({ name }) => name)).toEqual([name])
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
