import { createAbort, type Flushed, type Tracker } from "@diapason/core"
import { trackerLawList, trackerLaws, type OpenedTracker } from "@diapason/testkit"
import { describe, expect, it } from "vitest"

type Line = readonly [of: string, seq: number, text: string]

/** A place that keeps what it has by position, and can be out of reach. */
interface Memory {
  readonly lines: Map<number, Line>
  left: number
}

/** What a tracker sends of an event: most say nothing. */
const linesOf = (memory: Memory, changed: Partial<Tracker>): Tracker => {
  const kept: Line[] = []
  return {
    name: "sound",
    title: "a place in memory",
    to: "memory",
    fold(event, { trials }, owed) {
      if (owed && "trial" in event && event.trial !== undefined && event.kind !== "trial.started")
        kept.push([String(event.trial), event.seq, `${event.seq} ${event.kind} of ${trials.length}`])
    },
    flush(_, { aborted }) {
      while (kept.length > 0) {
        if (aborted || memory.left-- <= 0) return Promise.resolve<Flushed>({ outcome: "unreached", why: "it is away" })
        const [line] = kept.splice(0, 1)
        memory.lines.set(line![1], line!)
      }
      return Promise.resolve<Flushed>({ outcome: "taken", lost: [] })
    },
    ...changed,
  }
}

/** A fresh place, and the tracker of it that `open` makes. */
const opening = (open: (memory: Memory) => Tracker) => (): Promise<OpenedTracker> => {
  const memory: Memory = { lines: new Map(), left: Infinity }
  return Promise.resolve({
    open: () => open(memory),
    received: () => {
      const by: Record<string, string[]> = {}
      for (const [of, , text] of memory.lines.values()) (by[of] ??= []).push(text)
      return Promise.resolve(by)
    },
    faults: ["away"],
    harm: (_: string, after: number) => Promise.resolve(void (memory.left = after)),
    mend: () => Promise.resolve(void (memory.left = Infinity)),
    close: () => Promise.resolve(),
  })
}

const sound = opening((memory) => linesOf(memory, {}))

let clock = 0

/** By the law that each breaks. */
const flawed: Readonly<Record<string, () => Promise<OpenedTracker>>> = {
  "what happens arrives, each once, whether told at once or event by event": opening((memory) => {
    const one = linesOf(memory, {})
    // It keeps what was shown last before a flush, and forgets the rest.
    let last: (() => void) | undefined
    return {
      ...one,
      fold: (event, ledger, owed) => void (last = () => one.fold(event, ledger, owed)),
      flush: (study, signal) => (last?.(), (last = undefined), one.flush(study, signal)),
    }
  }),
  // What is told again is another line.
  "a log that is told again from any position changes nothing": opening((memory) => {
    const one = linesOf(memory, {})
    const mine: Memory = { lines: new Map(), left: Infinity }
    const fresh = linesOf(mine, {})
    return {
      ...one,
      fold: fresh.fold,
      async flush(study, signal) {
        if (signal.aborted || memory.left <= 0) return { outcome: "unreached", why: "it is away" }
        const flushed = await fresh.flush(study, signal)
        for (const line of mine.lines.values()) memory.lines.set(1000 + clock++, line)
        mine.lines.clear()
        return flushed
      },
    }
  }),
  "whatever the other side does, a flush says so, and one of the next sends what is missing": opening((memory) => {
    const one = linesOf(memory, {})
    return {
      ...one,
      flush: (study, signal) => (memory.left <= 0 ? Promise.resolve({ outcome: "taken", lost: [] }) : one.flush(study, signal)),
    }
  }),
  // Who comes after takes what is there as all that there is to say.
  "a process that dies between any two contacts is followed by one that repeats nothing": opening((memory) => {
    const before = memory.lines.size
    const one = linesOf(memory, {})
    let told = 0
    return {
      ...one,
      fold(event, ledger, owed) {
        const says = owed && "trial" in event && event.kind !== "trial.started"
        if (!says || before === 0 || memory.left !== Infinity || before + told++ > 12) one.fold(event, ledger, owed)
      },
    }
  }),
  "an abort ends a flush, and what is missing is sent later": opening((memory) => {
    const one = linesOf(memory, {})
    return { ...one, flush: (study) => one.flush(study, createAbort().signal) }
  }),
}

trackerLaws("a tracker of a place in memory", sound)

describe("the laws of a tracker", () => {
  it("have a flawed tracker each", () => {
    expect(Object.keys(flawed)).toEqual(trackerLawList.map(({ title }) => title))
  })

  it.each(trackerLawList)("$title: a tracker that does not is caught", async ({ title, check }) => {
    await expect(check(flawed[title]!)).rejects.toThrow()
  })
})
