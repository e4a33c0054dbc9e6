import type { StudyEvent } from "@diapason/core"

/** What the log says of the time that one trial took. */
export interface Timing {
  /** By step, milliseconds since the report before it, or since its attempt began. */
  readonly takes: ReadonlyMap<number, number>
  /** Milliseconds from its last report to the end that it came to by itself. */
  readonly endTakes: number
  /** Steps and milliseconds of all its attempts that were not lost. */
  readonly steps: number
  readonly ms: number
}

/** Reads times off a log, event by event. What came from elsewhere has none. */
interface Times {
  take(event: StudyEvent): void
  /** Undefined for a trial that never ran here. */
  of(trial: number): Timing | undefined
  /** The most attempts that ran at one time. */
  most(): number
}

interface Growing {
  readonly takes: Map<number, number>
  endTakes: number
  steps: number
  ms: number
  /** The attempt that runs. */
  open?: { readonly attempt: number; readonly from: number; at: number; reached: number; ms: number }
}

export function clockTimes(): Times {
  const trials = new Map<number, Growing>()
  let [running, most] = [0, 0]
  const close = (trial: Growing, counts: boolean): void => {
    if (trial.open === undefined) return
    running--
    if (counts)
      Object.assign(trial, { steps: trial.steps + Math.max(0, trial.open.reached - trial.open.from), ms: trial.ms + trial.open.ms })
    delete trial.open
  }
  return {
    take(event) {
      if (event.kind === "trial.started") {
        const trial: Growing = trials.get(event.trial) ?? { takes: new Map(), endTakes: 0, steps: 0, ms: 0 }
        close(trial, false)
        const from = event.resume ?? 0
        trial.open = { attempt: event.attempt, from, at: event.at, reached: from, ms: 0 }
        trials.set(event.trial, trial)
        most = Math.max(most, ++running)
        return
      }
      const trial = "trial" in event && event.trial !== undefined ? trials.get(event.trial) : undefined
      if (trial?.open === undefined) return
      if (event.kind === "trial.reported" && event.attempt === trial.open.attempt) reported(trial, trial.open, event)
      else if (event.kind === "trial.requeued" && event.attempt === trial.open.attempt) close(trial, false)
      else if (event.kind === "trial.decided" && event.action === "pause") close(trial, true)
      else if (event.kind === "trial.finished" && event.attempt === trial.open.attempt) {
        trial.endTakes = event.state === "pruned" ? 0 : Math.max(0, event.at - trial.open.at)
        trial.open.ms += trial.endTakes
        close(trial, true)
      }
    },
    of(number) {
      const trial = trials.get(number)
      if (trial?.open === undefined) return trial
      const { reached, from, ms } = trial.open
      return { ...trial, steps: trial.steps + Math.max(0, reached - from), ms: trial.ms + ms }
    },
    most: () => most,
  }
}

/** A step that is reported twice has taken both times together. */
function reported(
  { takes }: Growing,
  open: NonNullable<Growing["open"]>,
  { step, at }: Extract<StudyEvent, { kind: "trial.reported" }>,
): void {
  const took = Math.max(0, at - open.at)
  takes.set(step, step > open.reached ? took : (takes.get(step) ?? 0) + took)
  open.at = at
  open.ms += took
  open.reached = Math.max(open.reached, step)
}
