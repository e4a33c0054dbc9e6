import type { EventBody, StudyEvent } from "../event/event.ts"
import { fromWire, type WireMetrics } from "../event/json.ts"
import { finalValues } from "./final-values.ts"
import { addReport, cutCurve, emptyCurve, lastStep, lastValues, type GrowingCurve } from "./curve.ts"
import { enterFront, rebuildFront } from "./front.ts"
import type { GrowingLedger, Ledger, SessionFacts } from "./ledger.ts"
import { revise } from "./revise.ts"
import { revisionAt, revisionHolding } from "./revision.ts"
import { usedBy } from "./used.ts"
import type { Checkpoint, Inherited, Metrics, PausedTrial, RunningTrial, Trial, TrialUpdate, WaitingTrial } from "./trial.ts"

/**
 * Takes one event into the ledger, in place. The only switch over the kinds of events. An event that does not fit the state
 * (a report of a trial that has ended) changes nothing but the position: what is in the log happened, and the fold never throws.
 */
export function fold(known: Ledger, event: StudyEvent): Ledger {
  const ledger = known as GrowingLedger
  ledger.seq = event.seq
  ledger.at = event.at
  ledger.hash = event.hash
  apply(ledger, event, event.at)
  return ledger
}

function apply(ledger: GrowingLedger, event: EventBody, at: number): void {
  switch (event.kind) {
    case "study.created":
      return
    case "study.extended":
      // Who gives a study more wants it to go on.
      ledger.budget = event.budget
      delete ledger.ended
      return
    case "study.revised":
      return revise(ledger, event)
    case "study.taught":
      return taught(ledger, event)
    case "study.ended":
      ledger.ended = event.why
      return
    case "study.paused":
      ledger.held = { why: event.why, by: event.by }
      return
    case "study.resumed":
      return resumed(ledger)
    case "study.stopped":
      return stopped(ledger, event)
    case "session.opened":
      return opened(ledger, event, at)
    case "session.closed":
      return closeSession(ledger, event, at)
    case "baseline.enqueued":
      ledger.baselines.push({ config: event.config, ...(event.label !== undefined && { label: event.label }) })
      return
    case "trial.suggested":
      return suggested(ledger, event, at)
    case "trial.started":
      return started(ledger, event, at)
    case "trial.adopted":
      return adopted(ledger, event, at)
    case "trial.reported":
      return reported(ledger, event, at)
    case "trial.decided":
      return decided(ledger, event, at)
    case "trial.updated":
      return updated(ledger, event)
    case "trial.applied":
    case "trial.refused":
      return answered(ledger, event)
    case "trial.checkpointed":
      return checkpointed(ledger, event)
    case "checkpoint.removed":
      return removed(ledger, event)
    case "trial.finished":
      return finished(ledger, event, at)
    case "trial.requeued":
      return requeued(ledger, event, at)
    case "trial.added":
      return added(ledger, event, at)
    case "trial.excluded":
    case "trial.included":
      return exclude(ledger, event.trial, event.kind === "trial.excluded" ? event.why : undefined)
    case "trial.stop":
      return unwanted(ledger, event)
    case "trial.retried":
      return retried(ledger, event)
    case "trial.confirmed":
      return confirmed(ledger, event)
    case "change.proposed":
      return proposed(ledger, event, at)
    case "change.approved":
    case "change.declined":
      ledger.proposals = ledger.proposals.filter(({ id }) => id !== event.id)
      return
    case "artifact.added":
    case "note.set":
      return
  }
}

/** The first one counts: what is taught later could not have been known to the suggestions before it. */
function taught(ledger: GrowingLedger, { lessons, accounts, strength }: Of<"study.taught">): void {
  if (ledger.teaching === undefined && ledger.trials.length === 0) ledger.teaching = { lessons, accounts, strength }
}

function resumed(ledger: GrowingLedger): void {
  delete ledger.held
  for (const [name, { stopped: _, ...session }] of ledger.sessions) ledger.sessions.set(name, session)
}

/** Only those at it now: who opens the study later wants it to go on. */
function stopped(ledger: GrowingLedger, { why, by, now }: Of<"study.stopped">): void {
  for (const [name, session] of ledger.sessions)
    if (session.closed === undefined) ledger.sessions.set(name, { ...session, stopped: { why, by, now: now === true } })
}

function opened(ledger: GrowingLedger, { session, holder, facts, lease }: Of<"session.opened">, at: number): void {
  ledger.sessions.set(session, { session, holder, facts, openedAt: at, seenAt: at, ...(lease !== undefined && { lease }) })
}

function proposed(ledger: GrowingLedger, { id, events, why, by }: Of<"change.proposed">, at: number): void {
  if (!ledger.proposals.some((known) => known.id === id)) ledger.proposals.push({ id, events, why, by, at })
}

/** What has ended by then stays as it ended. */
function unwanted(ledger: GrowingLedger, { trial: number, why, by }: Of<"trial.stop">): void {
  const trial = ledger.trials[number]
  if (trial?.state === "running") replace(ledger, { ...trial, unwanted: { why, by } })
}

/** Its curve and what it saved stay; a new attempt that begins from nothing clears them, as always. */
function retried(ledger: GrowingLedger, event: Of<"trial.retried">): void {
  const trial = ledger.trials[event.trial]
  if (trial?.state !== "failed") return
  const waiting: Growing<WaitingTrial> = Object.assign(idle(trial), { lost: 0, state: "waiting" } as const)
  if (event.sameSeed !== true) waiting.reseeded = (trial.reseeded ?? 0) + 1
  delete waiting.unreadable
  ledger.finished.splice(ledger.finished.indexOf(trial.number), 1)
  ledger.waiting.add(trial.number)
  replace(ledger, waiting)
}

function confirmed(ledger: GrowingLedger, { trial: number, repeat, seed, metrics, failure }: Of<"trial.confirmed">): void {
  const trial = ledger.trials[number]
  if (trial === undefined) return
  const one = { repeat, seed, metrics, ...(failure !== undefined && { failure }) }
  const others = (trial.confirmed ?? []).filter((known) => known.repeat !== repeat)
  replace(ledger, { ...trial, confirmed: [...others, one] })
}

type Of<K extends EventBody["kind"]> = Extract<EventBody, { kind: K }>

function suggested(ledger: GrowingLedger, event: Of<"trial.suggested">, at: number): void {
  if (event.trial !== ledger.trials.length) return
  const { config, why, by, basis, label, parent } = event
  const curve = emptyCurve()
  const trial: Growing<WaitingTrial> = {
    number: event.trial,
    config,
    why,
    by,
    basis,
    suggestedAt: at,
    seq: ledger.seq,
    attempts: 0,
    lost: 0,
    curve,
    checkpoints: none,
    updates: none,
    state: "waiting",
  }
  Object.assign(trial, revisionAt(ledger, basis))
  if (label !== undefined) trial.label = label
  if (parent !== undefined) trial.parent = parent
  ledger.trials.push(trial)
  ledger.waiting.add(event.trial)
  if (by === "baseline") ledger.baselines.shift()
}

function started(ledger: GrowingLedger, event: Of<"trial.started">, at: number): void {
  const trial = ledger.trials[event.trial]
  if (trial === undefined || (trial.state !== "waiting" && trial.state !== "paused")) return
  const { session, fidelity, resume } = event
  const running: Growing<RunningTrial> = Object.assign(idle(trial), {
    state: "running",
    attempts: event.attempt,
    startedAt: at,
    session,
  } as const)
  // What begins from nothing has reported nothing: an end without a word must not inherit the values of a lost attempt.
  if (resume === undefined) running.curve = emptyCurve()
  else running.resumed = resume
  if (event.thawed !== undefined) running.thawed = event.thawed.why
  if (event.handed !== undefined) running.handed = event.handed
  if (fidelity !== undefined) running.fidelity = fidelity
  ledger.waiting.delete(trial.number)
  ledger.paused.delete(trial.number)
  ledger.running.add(trial.number)
  replace(ledger, running)
  seen(ledger, session, at)
}

function adopted(ledger: GrowingLedger, { trial: number, attempt, session }: Of<"trial.adopted">, at: number): void {
  const trial = ledger.trials[number]
  if (trial?.state !== "running" || trial.attempts !== attempt) return
  replace(ledger, { ...trial, session, launchedBy: trial.launchedBy ?? trial.session })
  seen(ledger, session, at)
}

function reported(ledger: GrowingLedger, event: Of<"trial.reported">, at: number): void {
  const trial = ledger.trials[event.trial]
  if (trial?.state !== "running" || trial.attempts !== event.attempt) return
  addReport(trial.curve as GrowingCurve, event.step, fromWireMetrics(event.metrics))
  seen(ledger, trial.session, at)
  const waiting = trial.updates.at(-1)
  if (waiting?.state === "sent" && reportsAfter(trial, waiting.step) >= patience) change(ledger, trial, { ...waiting, state: "unanswered" })
}

/** Reports after which an update that nobody has answered counts as not applied. */
const patience = 2

const reportsAfter = ({ curve: { steps } }: Trial, step: number): number => steps.length - 1 - steps.findLastIndex((s) => s <= step)

function updated(ledger: GrowingLedger, event: Of<"trial.updated">): void {
  const trial = ledger.trials[event.trial]
  if (trial?.state !== "running" || trial.attempts !== event.attempt) return
  const { rev, config, apply, from, why, by } = event
  const step = lastStep(trial.curve) ?? 0
  // What makes the trial start again is applied by that; the rest waits for a word of the attempt.
  const state = apply === "restart" ? "applied" : "sent"
  const update: TrialUpdate = { rev, step, config, apply, why, by, state, ...(from !== undefined && { from, appliedAt: from }) }
  const changed = Object.assign(idle(trial), { updates: [...trial.updates, update] })
  if (from !== undefined) {
    cutCurve(trial.curve as GrowingCurve, from)
    changed.checkpoints = trial.checkpoints.filter((saved) => saved.step <= from)
  }
  const { session, launchedBy, unwanted, handed } = trial
  const kept = {
    ...(launchedBy !== undefined && { launchedBy }),
    ...(unwanted !== undefined && { unwanted }),
    ...(handed !== undefined && { handed }),
  }
  replace(ledger, Object.assign(changed, { state: "running", session, ...kept } as const))
}

function answered(ledger: GrowingLedger, event: Of<"trial.applied"> | Of<"trial.refused">): void {
  const trial = ledger.trials[event.trial]
  const update = trial?.updates[event.rev - 1]
  if (trial?.state !== "running" || trial.attempts !== event.attempt || update === undefined) return
  if (event.kind === "trial.refused") change(ledger, trial, { ...update, state: "refused", refusal: event.why })
  else change(ledger, trial, { ...update, state: "applied", appliedAt: event.step ?? lastStep(trial.curve) ?? 0 })
}

function change(ledger: GrowingLedger, trial: RunningTrial, update: TrialUpdate): void {
  replace(ledger, { ...trial, updates: trial.updates.with(update.rev - 1, update) })
}

function checkpointed(ledger: GrowingLedger, event: Of<"trial.checkpointed">): void {
  const trial = ledger.trials[event.trial]
  if (trial === undefined || hasEnded(trial) || trial.attempts !== event.attempt) return
  const { step, path, bytes } = event
  const saved: Checkpoint = { step, path, ...(bytes !== undefined && { bytes }) }
  const { emptied: _, ...rest } = trial
  // A trial that was taken back has left the states after this one behind.
  replace(ledger, { ...rest, checkpoints: [...trial.checkpoints.filter((earlier) => earlier.step < step), saved] } as Trial)
}

function removed(ledger: GrowingLedger, event: Of<"checkpoint.removed">): void {
  const trial = ledger.trials[event.trial]
  if (trial === undefined) return
  const checkpoints = trial.checkpoints.filter(({ path }) => path !== event.path)
  if (checkpoints.length < trial.checkpoints.length) {
    replace(ledger, { ...trial, checkpoints, ...(checkpoints.length === 0 && { emptied: true }) })
  }
  for (const number of [...ledger.running, ...ledger.waiting, ...ledger.paused]) disinherit(ledger, number, event, checkpoints)
}

/** A child that was born with what is gone goes on from what its parent had saved before, while it has saved nothing itself. */
function disinherit(ledger: GrowingLedger, number: number, { trial, path }: Of<"checkpoint.removed">, left: readonly Checkpoint[]): void {
  const child = ledger.trials[number]!
  const { parent } = child
  if (parent?.trial !== trial || parent.path !== path) return
  const before = child.checkpoints.length > 0 ? undefined : left.findLast(({ step }) => step <= parent.step)
  const inherited: Inherited =
    before === undefined ? { trial, step: parent.step, gone: true } : { trial, step: before.step, path: before.path }
  replace(ledger, { ...child, parent: inherited })
}

function decided(ledger: GrowingLedger, event: Of<"trial.decided">, at: number): void {
  const trial = ledger.trials[event.trial]
  if (trial?.state !== "running") return
  seen(ledger, trial.session, at)
  if (event.action !== "pause") return
  use(ledger, trial, at)
  ledger.running.delete(trial.number)
  ledger.paused.add(trial.number)
  replace(ledger, Object.assign(idle(trial), { state: "paused", decision: event.why } as const))
}

function finished(ledger: GrowingLedger, event: Of<"trial.finished">, at: number): void {
  const trial = ledger.trials[event.trial]
  if (trial === undefined || hasEnded(trial) || trial.attempts !== event.attempt) return
  if (trial.state === "running") {
    use(ledger, trial, at)
    seen(ledger, trial.session, at)
  }
  const told = event.state === "complete" ? finalValues(trial.curve, ledger.definition.objectives) : lastValues(trial.curve)
  const values = { ...told, ...fromWireMetrics(event.metrics) }
  const facts = Object.assign(idle(trial), { endedAt: at, endedSeq: ledger.seq, values })
  ledger.running.delete(trial.number)
  ledger.waiting.delete(trial.number)
  ledger.paused.delete(trial.number)
  ledger.finished.push(trial.number)
  if (event.state === "complete") replace(ledger, Object.assign(facts, { state: "complete" } as const))
  else if (event.state === "pruned") replace(ledger, Object.assign(facts, { state: "pruned", decision: event.why ?? "" } as const))
  else replace(ledger, Object.assign(facts, { state: "failed", failure: event.failure ?? { kind: "crash", message: "" } } as const))
  enterFront(ledger, trial.number)
}

function requeued(ledger: GrowingLedger, event: Of<"trial.requeued">, at: number): void {
  const trial = ledger.trials[event.trial]
  if (trial?.state !== "running" || trial.attempts !== event.attempt) return
  use(ledger, trial, at)
  seen(ledger, trial.session, at)
  ledger.running.delete(trial.number)
  ledger.waiting.add(trial.number)
  const lost = trial.lost + (event.failure.kind === "infra" ? 1 : 0)
  const waiting: Growing<WaitingTrial> = Object.assign(idle(trial), { lost, state: "waiting" } as const)
  const { kind } = event.failure
  waiting.requeued = { ...trial.requeued, [kind]: (trial.requeued?.[kind] ?? 0) + 1 }
  if (event.failure.kind === "checkpoint") waiting.unreadable = (trial.unreadable ?? 0) + 1
  replace(ledger, waiting)
}

function added(ledger: GrowingLedger, event: Of<"trial.added">, at: number): void {
  if (event.trial !== ledger.trials.length) return
  const curve = emptyCurve()
  for (const report of event.reports ?? []) addReport(curve, report.step, fromWireMetrics(report.metrics))
  const { trial: number, config } = event
  const facts = {
    number,
    config,
    ...revisionHolding(ledger, config),
    why: "observed elsewhere",
    by: "added",
    basis: ledger.seq - 1,
    suggestedAt: at,
    seq: ledger.seq,
    attempts: 0,
    lost: 0,
    curve,
    checkpoints: none,
    updates: none,
    endedAt: at,
    endedSeq: ledger.seq,
  }
  const values = { ...finalValues(curve, ledger.definition.objectives), ...fromWireMetrics(event.metrics) }
  ledger.added++
  ledger.finished.push(number)
  if (event.state === "complete") ledger.trials.push({ ...facts, state: "complete", values })
  else if (event.state === "pruned") ledger.trials.push({ ...facts, state: "pruned", values, decision: "ended early elsewhere" })
  else ledger.trials.push({ ...facts, state: "failed", values, failure: event.failure ?? { kind: "crash", message: "failed elsewhere" } })
  enterFront(ledger, number)
}

function exclude(ledger: GrowingLedger, number: number, why: string | undefined): void {
  const trial = ledger.trials[number]
  if (trial === undefined) return
  const { excluded: _, ...rest } = trial
  replace(ledger, (why === undefined ? rest : { ...rest, excluded: why }) as Trial)
  rebuildFront(ledger)
}

function closeSession(ledger: GrowingLedger, event: Of<"session.closed">, at: number): void {
  const session = ledger.sessions.get(event.session)
  if (session === undefined || session.closed !== undefined) return
  // A session that was lost was open until its own last event, not until somebody noticed.
  ledger.sessions.set(event.session, { ...session, closed: event.why, seenAt: event.lost === true ? session.seenAt : at })
}

function seen(ledger: GrowingLedger, name: string, at: number): void {
  const session = ledger.sessions.get(name)
  if (session !== undefined && session.closed === undefined)
    (session as { -readonly [K in keyof SessionFacts]: SessionFacts[K] }).seenAt = at
}

/** An attempt is over. */
function use(ledger: GrowingLedger, trial: RunningTrial, at: number): void {
  const { slot, gpu } = usedBy(ledger, trial, at)
  ledger.used = { slot: ledger.used.slot + slot, gpu: ledger.used.gpu + gpu }
}

/** Shared by the many trials that have saved and changed nothing. */
const none: readonly never[] = []

const replace = (ledger: GrowingLedger, trial: Trial): void => {
  ledger.trials[trial.number] = trial
}

/** Whether a trial has come to its end. */
export const hasEnded = (trial: Trial): trial is Extract<Trial, { endedAt: number }> =>
  trial.state === "complete" || trial.state === "pruned" || trial.state === "failed"

/**
 * The facts that outlive an attempt, as a new object to be completed. Hot (bench latency): a trial is put together by assignment,
 * since spreading one costs 10 µs where that costs one.
 */
function idle(trial: Trial): Idle {
  const { number, config, why, by, basis, suggestedAt, seq, attempts, lost, curve, checkpoints, updates } = trial
  const facts: Idle = { number, config, why, by, basis, suggestedAt, seq, attempts, lost, curve, checkpoints, updates }
  if (trial.revision !== undefined) facts.revision = trial.revision
  if (trial.startedAt !== undefined) facts.startedAt = trial.startedAt
  if (trial.session !== undefined) facts.session = trial.session
  if (trial.fidelity !== undefined) facts.fidelity = trial.fidelity
  if (trial.label !== undefined) facts.label = trial.label
  if (trial.parent !== undefined) facts.parent = trial.parent
  if (trial.reseeded !== undefined) facts.reseeded = trial.reseeded
  if (trial.confirmed !== undefined) facts.confirmed = trial.confirmed
  if (trial.excluded !== undefined) facts.excluded = trial.excluded
  if (trial.emptied !== undefined) facts.emptied = trial.emptied
  if (trial.requeued !== undefined) facts.requeued = trial.requeued
  if (trial.unreadable !== undefined) facts.unreadable = trial.unreadable
  return facts
}

type Idle = Growing<Omit<PausedTrial, "state" | "decision">>

/** What is still being put together. */
type Growing<T> = { -readonly [K in keyof T]: T[K] }

function fromWireMetrics(metrics: WireMetrics): Metrics {
  const values: Record<string, number> = {}
  for (const name of Object.keys(metrics)) values[name] = fromWire(metrics[name]!)
  return values
}
