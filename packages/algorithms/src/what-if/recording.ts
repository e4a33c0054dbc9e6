/**
 * What a study's log holds of its trainings: what each reported and how long it took to come there. With this another scheduler can be asked
 * what it would have done, without a training being run again.
 */
import {
  lastStep,
  reportAt,
  toWireMetrics,
  type Config,
  type Definition,
  type Failure,
  type Ledger,
  type StudyEvent,
  type Trial,
  type WireMetrics,
} from "@diapason/core"
import { clockTimes, type Timing } from "./timing.ts"

export interface Recording {
  /** As the study was created, with the scheduler of today. */
  readonly definition: Definition
  /** How the study was changed on its way, oldest first. */
  readonly revisions: readonly Extract<StudyEvent, { kind: "study.revised" }>[]
  /** By number, without gaps. */
  readonly trials: readonly RecordedTrial[]
  /** The most attempts that ran at one time, at least 1. */
  readonly slots: number
  /** Whether it is known of every training how long it took. */
  readonly timed: boolean
}

export interface RecordedTrial {
  readonly number: number
  readonly config: Config
  /** The revision of the space that it was suggested in, from 1. */
  readonly revision: number
  readonly excluded?: string
  /** By rising step. */
  readonly reports: readonly RecordedReport[]
  /** How it ended by itself. Absent where it was ended by others or still goes on: nobody knows what it would have reported next. */
  readonly end?: RecordedEnd
  /** What was spent on it, without attempts that were lost: steps, and milliseconds. */
  readonly steps: number
  readonly ms: number
}

interface RecordedReport {
  readonly step: number
  readonly metrics: WireMetrics
  /** Milliseconds since the report before it, or since its attempt began. */
  readonly takes: number
}

interface RecordedEnd {
  readonly state: "complete" | "failed"
  readonly metrics: WireMetrics
  readonly failure?: Failure
  /** Milliseconds from its last report to its end. */
  readonly takes: number
}

/**
 * The recording of a study: `ledger` after its whole log, and that log once more for the times. A step of a trial that came from elsewhere
 * counts as a second, and `timed` is false.
 */
export async function recordingOf(ledger: Ledger, log: AsyncIterable<readonly StudyEvent[]>): Promise<Recording> {
  const times = clockTimes()
  let { definition } = ledger
  const revisions: Extract<StudyEvent, { kind: "study.revised" }>[] = []
  for await (const batch of log)
    for (const event of batch) {
      if (event.seq > ledger.seq) break
      if (event.kind === "study.created") definition = { ...event.definition, scheduler: ledger.definition.scheduler }
      if (event.kind === "study.revised") revisions.push(event)
      times.take(event)
    }
  const trials = ledger.trials.map((trial) => recorded(trial, times.of(trial.number)))
  const timed = ledger.trials.every(({ number, curve }) => curve.steps.length === 0 || times.of(number) !== undefined)
  return { definition, revisions, trials, slots: Math.max(1, times.most()), timed }
}

function recorded(trial: Trial, timing: Timing | undefined): RecordedTrial {
  const { number, config, curve, revision = 1, excluded } = trial
  const reports = curve.steps.map((step, i) => {
    const takes = timing === undefined ? second * Math.max(0, step - (curve.steps[i - 1] ?? 0)) : (timing.takes.get(step) ?? 0)
    return { step, metrics: toWireMetrics(reportAt(curve, i)), takes }
  })
  const end = endOf(trial, timing?.endTakes ?? 0)
  const spent = timing ?? { steps: lastStep(curve) ?? 0, ms: reports.reduce((sum, { takes }) => sum + takes, 0) }
  return {
    ...{ number, config, revision, reports, steps: spent.steps, ms: spent.ms },
    ...(excluded !== undefined && { excluded }),
    ...(end !== undefined && { end }),
  }
}

/** An end that others brought about says nothing of what would have come. */
function endOf(trial: Trial, takes: number): RecordedEnd | undefined {
  if (trial.state === "complete") return { state: "complete", metrics: toWireMetrics(trial.values), takes }
  if (trial.state !== "failed" || fromOutside.includes(trial.failure.kind)) return undefined
  return { state: "failed", metrics: toWireMetrics(trial.values), failure: trial.failure, takes }
}

const fromOutside: readonly string[] = ["cancelled", "infra", "preempted", "interrupted"]

const second = 1000
