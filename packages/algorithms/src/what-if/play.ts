/**
 * A recorded study played again in virtual time under another scheduler: the same configurations in the same order, in as many slots, each
 * training reporting what it reported and taking as long. The scheduler alone decides anew. Where it wants a training to go on beyond
 * what was recorded, nothing is made up: that trial ends there, as unknown.
 */
import { lastStep, reportAt, toWireMetrics, type Chosen, type EventBody, type Ledger, type Trial, type Verdict } from "@diapason/core"
import type { RecordedTrial, Recording } from "./recording.ts"
import { add, begin, earliest, type Due, type Stage } from "./stage.ts"

/** How a recording goes under a scheduler. */
export interface Played {
  readonly ledger: Ledger
  /** Steps that were run, repeated ones included. */
  readonly steps: number
  /** Milliseconds that trainings took, added up over the slots. */
  readonly ms: number
  /** Numbers of the trials that would have gone on beyond their records. */
  readonly unknown: readonly number[]
}

/** `scheduler` must be one that `answerable` lets through. Throws D321 and D322 where there is none of that name, or with such settings. */
export function playUnder(recording: Recording, scheduler: Chosen): Played {
  const stage = begin(recording, scheduler)
  for (;;) {
    fill(stage)
    const due = earliest(stage.busy)
    if (due === undefined) break
    stage.now = due.at
    happen(stage, due)
  }
  const { mind, steps, ms, unknown } = stage
  return { ledger: mind.ledger, steps, ms, unknown }
}

/** Hands out trials while there are free slots. */
function fill(stage: Stage): void {
  const { mind, recording, busy } = stage
  const { scheduler } = mind.algorithms
  while (busy.size < recording.slots) {
    const wanted = scheduler.next(mind.states.scheduler, mind.ledger)
    if (wanted.do === "choose") throw new Error(`${scheduler.id} asks a sampler whom to go on with, which no record can answer`)
    if (wanted.do === "resume") resume(stage, wanted.trial, wanted.fidelity)
    else if (wanted.do === "wait" || mind.ledger.trials.length === recording.trials.length) return
    else start(stage, recording.trials[mind.ledger.trials.length]!, wanted.fidelity)
  }
}

function start(stage: Stage, { number: trial, config, revision, excluded }: RecordedTrial, fidelity: number | undefined): void {
  // A revision stands in this log at the position of its number.
  add(stage, { kind: "trial.suggested", trial, config, why: "as recorded", by: "recorded", basis: revision })
  if (excluded !== undefined) add(stage, { kind: "trial.excluded", trial, why: excluded })
  run(stage, trial, 1, fidelity, undefined)
}

function resume(stage: Stage, number: number, fidelity: number): void {
  const { definition, trials } = stage.mind.ledger
  const { attempts, curve } = trials[number]!
  run(stage, number, attempts + 1, fidelity, definition.fidelity?.resumable === false ? undefined : lastStep(curve))
}

function run(stage: Stage, trial: number, attempt: number, fidelity: number | undefined, from: number | undefined): void {
  const given = { ...(fidelity !== undefined && { fidelity }), ...(from !== undefined && { resume: from }) }
  add(stage, { kind: "trial.started", trial, attempt, session: "what-if", ...given })
  const next = stage.recording.trials[trial]!.reports.findIndex(({ step }) => step > (from ?? -Infinity))
  plan(stage, trial, next < 0 ? stage.recording.trials[trial]!.reports.length : next)
}

/** What comes next of a running training; where the record ends without an end, it ends as unknown. */
function plan(stage: Stage, trial: number, report: number): void {
  const { reports, end } = stage.recording.trials[trial]!
  const takes = reports[report]?.takes ?? end?.takes
  if (takes !== undefined) {
    stage.busy.set(trial, { trial, report, at: stage.now + takes, order: stage.planned++ })
    return
  }
  stage.busy.delete(trial)
  stage.unknown.push(trial)
  finish(stage, trial, { state: "pruned", metrics: {}, why: "what would have come next was never run" })
}

function finish(
  stage: Stage,
  trial: number,
  how: Pick<Extract<EventBody, { kind: "trial.finished" }>, "state" | "metrics" | "why" | "failure">,
): void {
  stage.busy.delete(trial)
  add(stage, { kind: "trial.finished", trial, attempt: stage.mind.ledger.trials[trial]!.attempts, ...how })
}

function happen(stage: Stage, { trial, report }: Due): void {
  const { reports, end } = stage.recording.trials[trial]!
  const next = reports[report]
  if (next === undefined) {
    const { takes, ...how } = end!
    stage.ms += takes
    return finish(stage, trial, how)
  }
  const before = stage.mind.ledger.trials[trial]!
  stage.ms += next.takes
  stage.steps += Math.max(0, next.step - (lastStep(before.curve) ?? 0))
  const verdict = add(stage, { kind: "trial.reported", trial, attempt: before.attempts, step: next.step, metrics: next.metrics })
  if (verdict?.action === "stop") return stop(stage, trial, verdict)
  if (verdict?.action !== "pause") return plan(stage, trial, report + 1)
  stage.busy.delete(trial)
  add(stage, {
    kind: "trial.decided",
    trial,
    report: verdict.report,
    action: "pause",
    why: verdict.why,
    by: stage.mind.algorithms.scheduler.id,
  })
}

function stop(stage: Stage, number: number, verdict: Verdict): void {
  const { why, report, diverged } = verdict
  const result = verdict.action === "update" ? undefined : verdict.result
  if (diverged === true)
    return finish(stage, number, { state: "failed", metrics: lastOf(stage, number), failure: { kind: "nan", message: why } })
  add(stage, { kind: "trial.decided", trial: number, report, action: "stop", why, by: stage.mind.algorithms.scheduler.id })
  if (result !== undefined) return finish(stage, number, { state: "complete", metrics: toWireMetrics(result), why })
  finish(stage, number, { state: "pruned", metrics: {}, why })
}

const lastOf = (stage: Stage, number: number) => {
  const { curve }: Trial = stage.mind.ledger.trials[number]!
  return toWireMetrics(reportAt(curve, curve.steps.length - 1))
}
