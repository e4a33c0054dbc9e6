import { describe, expect, test } from "vitest"
import { createLedger, fold, type EventBody, type Flushed, type Ledger, type StudyEvent, type Tracker } from "@diapason/core"
import { someHolder, stamped, study } from "../generators/study-log.ts"

/** A place that trackers send to, and what it has heard. */
export interface OpenedTracker {
  /** A tracker as a process opens it; a second one is as of another process. */
  open(): Tracker
  /** What has arrived: lines by what they are of (a trial, the study), in their order there. Names that the place has made itself are not in it. */
  received(): Promise<Readonly<Record<string, readonly string[]>>>
  /** How the place can fail. */
  readonly faults: readonly string[]
  /** From the contact `after` on, counted from 0, each one fails like this until it is mended. */
  harm(fault: string, after: number): Promise<void>
  mend(): Promise<void>
  close(): Promise<void>
}

export interface TrackerLaw {
  readonly title: string
  /** Rejects when the law is broken. */
  readonly check: (open: () => Promise<OpenedTracker>) => Promise<void>
}

/** Runs the laws that every tracker keeps. `open` gives a place that has heard nothing. */
export function trackerLaws(name: string, open: () => Promise<OpenedTracker>): void {
  describe(`${name} as a tracker`, () => {
    for (const { title, check } of trackerLawList) test(title, () => check(open))
  })
}

export const trackerLawList: readonly TrackerLaw[] = [
  {
    title: "what happens arrives, each once, whether told at once or event by event",
    async check(open) {
      const whole = await smooth(open)
      expect(Object.values(whole).flat().length).toBeGreaterThan(0)
      for (const lines of Object.values(whole)) expect(lines).toEqual([...new Set(lines)])
      await on(open, async (place) => {
        const told = teller(place.open())
        for (const event of log) expect(await told([event])).toEqual({ outcome: "taken", lost: [] })
        expect(await place.received()).toEqual(whole)
      })
    },
  },
  {
    title: "a log that is told again from any position changes nothing",
    check: (open) =>
      on(open, async (place) => {
        await teller(place.open())(log)
        const whole = await place.received()
        for (const from of [0, 1, 7, log.length - 1]) {
          expect(await teller(place.open(), log.slice(0, from))(log.slice(from))).toEqual({ outcome: "taken", lost: [] })
          expect(await place.received()).toEqual(whole)
        }
      }),
  },
  {
    title: "whatever the other side does, a flush says so, and one of the next sends what is missing",
    async check(open) {
      const whole = await smooth(open)
      await on(open, async (place) => {
        const told = teller(place.open())
        for (const [i, part] of parts(place.faults.length).entries()) {
          await place.harm(place.faults[i]!, 0)
          expect(await told(part)).toMatchObject({ outcome: "unreached", why: expect.stringMatching(/\S/) as string })
          await place.mend()
          await arrive(told, [])
        }
        expect(await place.received()).toEqual(whole)
      })
    },
  },
  {
    title: "a process that dies between any two contacts is followed by one that repeats nothing",
    async check(open) {
      const whole = await smooth(open)
      for (const [i, fault] of (await faultsOf(open)).entries()) {
        await on(open, async (place) => {
          await arrive(teller(place.open()), log.slice(0, 4))
          await place.harm(fault, 2 * i)
          await teller(place.open(), log.slice(0, 4))(log.slice(4, 15))
          await place.mend()
          await arrive(teller(place.open(), log.slice(0, 2)), log.slice(2))
          expect(await place.received(), `${fault} after ${2 * i}`).toEqual(whole)
        })
      }
    },
  },
  {
    title: "an abort ends a flush, and what is missing is sent later",
    async check(open) {
      const whole = await smooth(open)
      await on(open, async (place) => {
        const told = teller(place.open())
        const over = AbortSignal.abort()
        expect(await told(log, over)).toMatchObject({ outcome: "unreached" })
        expect(await told([])).toEqual({ outcome: "taken", lost: [] })
        expect(await place.received()).toEqual(whole)
      })
    },
  },
]

/** Shows a tracker events and flushes; what is `past` was passed on before. */
function teller(
  tracker: Tracker,
  past: readonly StudyEvent[] = [],
): (events: readonly StudyEvent[], signal?: AbortSignal) => Promise<Flushed> {
  let ledger: Ledger | undefined
  const show = (event: StudyEvent, owed: boolean): void => {
    ledger = ledger === undefined ? createLedger(event) : fold(ledger, event)
    tracker.fold(event, ledger, owed)
  }
  for (const event of past) show(event, false)
  return (events, signal = new AbortController().signal) => {
    for (const event of events) show(event, true)
    return tracker.flush(log[0]!.hash, signal)
  }
}

/** All arrives soon after a place was mended; a connection that it has closed may be found out by one more try. */
async function arrive(told: ReturnType<typeof teller>, events: readonly StudyEvent[]): Promise<void> {
  let flushed = await told(events)
  for (let i = 0; i < 3 && flushed.outcome === "unreached"; i++) flushed = await told([])
  expect(flushed).toEqual({ outcome: "taken", lost: [] })
}

/** What a place has heard that never failed. */
const smooth = (open: () => Promise<OpenedTracker>) =>
  on(open, async (place) => {
    expect(await teller(place.open())(log)).toEqual({ outcome: "taken", lost: [] })
    return place.received()
  })

const faultsOf = (open: () => Promise<OpenedTracker>) => on(open, async ({ faults }) => faults)

async function on<T>(open: () => Promise<OpenedTracker>, body: (place: OpenedTracker) => Promise<T>): Promise<T> {
  const place = await open()
  try {
    return await body(place)
  } finally {
    await place.close()
  }
}

/** The log in `n` parts, each with a trial that is the best so far. */
function parts(n: number): readonly (readonly StudyEvent[])[] {
  const ends = log.flatMap((event, i) => (event.kind === "trial.finished" && event.state === "complete" ? i + 1 : []))
  return Array.from({ length: n }, (_, i) => log.slice(i === 0 ? 0 : ends[i - 1], i === n - 1 ? undefined : ends[i]))
}

const begun = (trial: number, x: number): readonly EventBody[] => [
  { kind: "trial.suggested", trial, config: { x, kind: "a" }, why: `drawn ${trial}`, by: "random/1", basis: 0 },
  { kind: "trial.started", trial, attempt: 1, session: "one" },
]
const reported = (trial: number, step: number, loss: number | "nan"): EventBody => ({
  kind: "trial.reported",
  trial,
  attempt: 1,
  step,
  metrics: { loss, "val acc": 0.5 },
})
const complete = (trial: number, loss: number): EventBody => ({
  kind: "trial.finished",
  trial,
  attempt: 1,
  state: "complete",
  metrics: { loss },
})

/** A study with everything that is told of elsewhere: bests, a failure, a decision, a metric that is no number, an end. */
const log: readonly StudyEvent[] = stamped([
  study({
    name: "laws of trackers",
    space: { x: { type: "float", low: 0, high: 1 }, kind: { type: "choice", values: ["a", "b", true, 3] } },
  }),
  { kind: "session.opened", session: "one", holder: someHolder, facts: {} },
  {
    kind: "trial.added",
    trial: 0,
    config: { x: 1, kind: "b" },
    state: "complete",
    metrics: { loss: 9 },
    reports: [{ step: 1, metrics: { loss: 9 } }],
  },
  ...begun(1, 0.5),
  reported(1, 1, 8),
  complete(1, 7),
  ...begun(2, 0.25),
  reported(2, 1, 6),
  reported(2, 2, 5.5),
  complete(2, 5),
  ...begun(3, 0.1),
  { kind: "trial.finished", trial: 3, attempt: 1, state: "failed", metrics: {}, failure: { kind: "oom", message: "no memory" } },
  ...begun(4, 0.3),
  reported(4, 1, "nan"),
  reported(4, 2, 8),
  { kind: "trial.decided", trial: 4, report: 18, action: "stop", why: "the worst of three", by: "median/1" },
  { kind: "trial.finished", trial: 4, attempt: 1, state: "pruned", metrics: { loss: 8 }, why: "the worst of three" },
  ...begun(5, 0.2),
  complete(5, 4),
  ...begun(6, 0.15),
  complete(6, 3),
  { kind: "study.ended", why: "it stands still", by: "plateau/1" },
  { kind: "session.closed", session: "one", why: "the budget is spent", outcome: "done" },
])
