import { createLedger, fold, type EventBody, type Ledger, type StudyEvent } from "@diapason/core"
import { study } from "@diapason/testkit"
import { expect, it } from "vitest"
import { recordingOf } from "../../src/what-if/recording.ts"
import { whatIf } from "../../src/what-if/what-if.ts"

/** A log from its events, each a second after the one before unless it says when it was. */
async function logged(bodies: readonly (EventBody & { readonly at?: number })[]) {
  const events = bodies.map((body, i) => ({ at: 1000 * i, ...body, seq: i + 1, hash: "" }) as StudyEvent)
  const ledger: Ledger = createLedger(events[0]!)
  for (const event of events.slice(1)) fold(ledger, event)
  async function* log() {
    yield Promise.resolve(events).then((all) => all.slice(0, 3))
    yield events.slice(3)
  }
  return { ledger, recording: await recordingOf(ledger, unbatched(log())) }
}

async function* unbatched(log: AsyncIterable<Promise<StudyEvent[]> | StudyEvent[]>) {
  for await (const batch of log) yield await batch
}

const first = study({
  objectives: [{ metric: "loss", direction: "minimize" }],
  space: { x: "0.0..1.0" },
  scheduler: { type: "none" },
  seed: 1,
})
const opened: EventBody = { kind: "session.opened", session: "a", holder: { host: "h", boot: "b", pid: 1, started: "0" }, facts: {} }
const suggested = (trial: number, config = { x: 0.5 }, basis = 2): EventBody => ({
  kind: "trial.suggested",
  trial,
  config,
  why: "",
  by: "random/1",
  basis,
})
const started = (trial: number, attempt = 1, resume?: number): EventBody => ({
  kind: "trial.started",
  trial,
  attempt,
  session: "a",
  ...(resume !== undefined && { resume }),
})
const reported = (trial: number, step: number, loss: number, attempt = 1): EventBody => ({
  kind: "trial.reported",
  trial,
  attempt,
  step,
  metrics: { loss },
})
const finished = (trial: number, attempt = 1): EventBody => ({ kind: "trial.finished", trial, attempt, state: "complete", metrics: {} })

it("takes the times of the attempt that came through, and does not count what was lost", async () => {
  const lost: EventBody = { kind: "trial.requeued", trial: 0, attempt: 1, failure: { kind: "infra", message: "" }, why: "lost" }
  const { recording } = await logged([
    ...[first, opened, suggested(0), started(0), reported(0, 1, 3), reported(0, 2, 2), lost],
    { ...started(0, 2), at: 10_000 },
    { ...reported(0, 1, 3, 2), at: 15_000 },
    { ...reported(0, 2, 2, 2), at: 17_000 },
    { ...finished(0, 2), at: 17_500 },
  ])
  expect(recording.trials[0]).toMatchObject({ steps: 2, ms: 7500, end: { state: "complete", takes: 500 } })
  expect(recording.trials[0]!.reports.map(({ step, takes }) => [step, takes])).toEqual([
    [1, 5000],
    [2, 2000],
  ])
  expect([recording.slots, recording.timed]).toEqual([1, true])
})

it("has the time of each step once where a trial was paused and went on, and knows how many ran at a time", async () => {
  const paused: EventBody = { kind: "trial.decided", trial: 0, report: 5, action: "pause", why: "", by: "asha/1" }
  const { recording } = await logged([
    ...[first, opened, suggested(0), started(0), { ...reported(0, 1, 3), at: 4000 }, { ...paused, at: 4000 }],
    ...[suggested(1), started(1), started(0, 2, 1)].map((event) => ({ ...event, at: 60_000 })),
    ...[
      { ...reported(0, 2, 2, 2), at: 62_000 },
      { ...reported(1, 1, 2), at: 63_000 },
    ],
  ])
  expect(recording.trials[0]).toMatchObject({ steps: 2, ms: 3000 })
  expect(recording.trials[0]!.end).toBeUndefined()
  expect(recording.slots).toBe(2)
})

it("gives trials from elsewhere a second a step, and says that their times are not known", async () => {
  const added = (trial: number, level: number): EventBody => ({
    ...{ kind: "trial.added", trial, config: { x: level }, state: "complete", metrics: { loss: level } },
    reports: [1, 2, 3, 4].map((step) => ({ step, metrics: { loss: level + 1 / step } })),
  })
  const { ledger, recording } = await logged([
    first,
    opened,
    ...[0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8].map((level, trial) => added(trial, level)),
  ])
  expect(recording.timed).toBe(false)
  const answer = whatIf(ledger, recording, { type: "median", warmup: 1 })
  expect(answer.saved).toEqual({ steps: 6, seconds: null })
  expect(answer.note).toContain("it is not known how long they took")
})

it("reads each trial in the space that it was suggested in", async () => {
  const revised: EventBody = {
    kind: "study.revised",
    revision: 2,
    space: { x: "0.0..1.0", y: "0.0..1.0" },
    was: { y: 0.25 },
    scheduler: { type: "median" },
    why: "y",
    by: "a",
  }
  const trial = (number: number, config: { x: number }, basis: number): EventBody[] => [
    ...[suggested(number, config, basis), started(number)],
    ...[1, 2, 3].map((step) => reported(number, step, number + 1 / step)),
    finished(number),
  ]
  const { ledger, recording } = await logged([
    first,
    opened,
    ...trial(0, { x: 0.5 }, 2),
    revised,
    ...trial(1, { x: 0.5, y: 0.5 } as { x: number }, 9),
  ])
  expect(recording.trials.map(({ revision }) => revision)).toEqual([1, 2])
  expect(recording.definition).toMatchObject({ space: { x: "0.0..1.0" }, scheduler: { type: "median" } })
  expect(whatIf(ledger, recording, { type: "none" })).toMatchObject({ saved: { steps: 0, seconds: 0 }, kept: { trial: 0, rank: 1, of: 2 } })
})

it("ends what a person or a lost machine ended as unknown, and an excluded trial is nobody's winner", async () => {
  const cancelled: EventBody = {
    kind: "trial.finished",
    trial: 1,
    attempt: 1,
    state: "failed",
    metrics: {},
    failure: { kind: "cancelled", message: "" },
  }
  const { ledger, recording } = await logged([
    ...[first, opened, suggested(0), started(0), reported(0, 1, 3), reported(0, 2, 2), finished(0)],
    ...[suggested(1), started(1), reported(1, 1, 0.5), reported(1, 2, 0.4), cancelled],
    ...[
      suggested(2),
      started(2),
      reported(2, 1, 0.3),
      reported(2, 2, 0.2),
      finished(2),
      { kind: "trial.excluded", trial: 2, why: "wrong data" } as const,
    ],
  ])
  const answer = whatIf(ledger, recording, { type: "none" })
  expect(answer).toMatchObject({ unknown: 1, unknownSteps: null, winner: { trial: 0, value: 2 }, kept: { trial: 0, rank: 1, of: 1 } })
})
