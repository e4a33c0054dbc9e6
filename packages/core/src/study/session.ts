import type { Config } from "../event/config.ts"
import type { EventBody, StudyEvent } from "../event/event.ts"
import type { Failure } from "../event/failure.ts"
import type { Json } from "../event/json.ts"
import { fault } from "../errors/fault.ts"
import type { Ledger } from "../ledger/ledger.ts"
import type { Metrics, RunningTrial } from "../ledger/trial.ts"
import { createAbort } from "../ports/abort.ts"
import type { Ending } from "../ports/executor.ts"
import { assemble } from "../space/assemble.ts"
import { flatten } from "../space/flatten.ts"
import { inTurn, write, type Access } from "./access.ts"
import { ask, refresh, type Asked } from "./ask.ts"
import { endingEvents, failureEvent, toWireMetrics, verdictEvents } from "./end.ts"
import { openStudy, type OpenStudy } from "./open.ts"
import { saveSnapshot } from "./snapshot.ts"
import { leaseTime, takeOver } from "./takeover.ts"
import type { Verdict } from "./verdict.ts"

/**
 * A study that is open for writing. Everything that changes it goes through here, in turn, and is in the log when its promise
 * resolves. Errors of the store reject; then nothing was written and the same call may be made again.
 */
export interface Session {
  readonly ledger: Ledger
  readonly session: string
  readonly resumed: boolean
  readonly requeued: number
  readonly others: number
  ask(): Promise<Asked>
  /** One report of a trial that this session runs. Throws D230, D231. */
  report(trial: number, step: number, metrics: Metrics): Promise<Verdict>
  /** An attempt has ended; returns false when the trial had ended before, by a decision for instance. */
  end(trial: number, ending: Ending): Promise<boolean>
  /** Ends a running trial with its values; true when it is among the best. Throws D230, D231. */
  tell(trial: number, metrics: Metrics): Promise<{ readonly best: boolean }>
  /** Ends a running trial, or requeues it when the kind of failure says so. Throws D230, D231. */
  fail(trial: number, failure: Failure): Promise<void>
  /** Takes in an observation made elsewhere; returns its trial number. Throws D112, D113. */
  add(observation: Added): Promise<number>
  checkpoint(trial: number, step: number, path: string, bytes?: number): Promise<void>
  artifact(trial: number, name: string, path: string, media?: string): Promise<void>
  note(trial: number, key: string, value: Json): Promise<void>
  /** Folds what others have done, and takes over from sessions that died meanwhile. */
  refresh(): Promise<void>
  /** Calls back with each event after it was folded; returns how to end that. */
  listen(listener: (event: StudyEvent, ledger: Ledger) => void): () => void
  /** Requeues what this session still runs, and leaves. */
  close(why: string): Promise<void>
}

/** An observation made elsewhere. */
export interface Added {
  readonly config: Config
  readonly metrics: Metrics
  readonly state?: "complete" | "failed"
  readonly failure?: Failure
  readonly reports?: readonly { readonly step: number; readonly metrics: Metrics }[]
}

/** Opens a study and keeps its session alive until it is closed. */
export async function openSession(o: OpenStudy): Promise<Session> {
  const { access, resumed, requeued, others } = await openStudy(o)
  const life = keepAlive(access, o)
  const { ledger } = access.mind
  const turn = <T>(work: () => Promise<T>): Promise<T> => inTurn(access, work)
  const record = (events: readonly EventBody[]): Promise<void> => turn(() => mustWrite(access, events))
  return {
    ledger,
    session: o.session,
    resumed,
    requeued,
    others,
    ask: () => turn(() => ask(access)),
    report: (trial, step, metrics) => turn(() => report(access, trial, step, metrics)),
    end: (trial, ending) => turn(() => end(access, trial, ending)),
    tell: (trial, metrics) => turn(() => tell(access, trial, metrics)),
    fail: (trial, failure) => turn(() => mustWrite(access, [failureEvent(runningTrial(access, trial, "fail"), failure)])),
    add: (observation) => turn(() => add(access, observation)),
    checkpoint: (trial, step, path, bytes) => {
      const attempt = ledger.trials[trial]?.attempts ?? 0
      return record([{ kind: "trial.checkpointed", trial, attempt, step, path, ...(bytes !== undefined && { bytes }) }])
    },
    artifact: (trial, name, path, media) => record([{ kind: "artifact.added", trial, name, path, ...(media !== undefined && { media }) }]),
    note: (trial, key, value) => record([{ kind: "note.set", trial, key, value }]),
    refresh: () =>
      turn(async () => {
        await refresh(access)
        await takeOver(access, o.holder, o.host)
      }),
    listen(listener) {
      access.listeners.add(listener)
      return () => void access.listeners.delete(listener)
    },
    close: (why) => {
      life.abort()
      return turn(() => close(access, why))
    },
  }
}

async function report(access: Access, number: number, step: number, metrics: Metrics): Promise<Verdict> {
  const trial = runningTrial(access, number, "report")
  const written = await write(access, [
    { kind: "trial.reported", trial: number, attempt: trial.attempts, step, metrics: toWireMetrics(metrics) },
  ])
  if (written.outcome !== "won")
    return { action: "stop", why: "the trial belongs to another session by now", report: access.mind.ledger.seq }
  const verdict = written.verdict ?? { action: "continue", why: "nothing was decided", report: access.mind.ledger.seq }
  const events = verdictEvents(trial, verdict, access.mind.algorithms.scheduler.id)
  if (events.length > 0) await write(access, events)
  return verdict
}

async function end(access: Access, number: number, ending: Ending): Promise<boolean> {
  const trial = access.mind.ledger.trials[number]
  if (trial?.state !== "running" || trial.session !== access.session) return false
  const written = await write(access, endingEvents(access.mind.ledger, trial, ending))
  return written.outcome === "won"
}

async function tell(access: Access, number: number, metrics: Metrics): Promise<{ best: boolean }> {
  const trial = runningTrial(access, number, "tell")
  await mustWrite(access, endingEvents(access.mind.ledger, trial, { kind: "done", metrics }))
  return { best: access.mind.ledger.front.includes(number) }
}

async function add(access: Access, { config, metrics, state = "complete", failure, reports }: Added): Promise<number> {
  const { ledger } = access.mind
  const known = assemble(ledger.space, flatten(ledger.space, config))
  for (;;) {
    const trial = ledger.trials.length
    const event: EventBody = {
      kind: "trial.added",
      trial,
      config: known,
      state,
      metrics: toWireMetrics(metrics),
      ...(failure !== undefined && { failure }),
      ...(reports !== undefined && { reports: reports.map((r) => ({ step: r.step, metrics: toWireMetrics(r.metrics) })) }),
    }
    const written = await write(access, [event], `trial/${trial}`)
    if (written.outcome === "won") return trial
    if (written.outcome === "fenced") throw fault("D304", { study: access.study })
  }
}

async function close(access: Access, why: string): Promise<void> {
  const { mind, session, store, lease } = access
  if (lease === undefined) return
  const mine = [...mind.ledger.running].map((n) => mind.ledger.trials[n] as RunningTrial).filter((t) => t.session === session)
  const events = mine.map((trial) => failureEvent(trial, { kind: "interrupted", message: why }))
  await write(access, [...events, { kind: "session.closed", session, why }])
  access.lease = undefined
  await store.leases.release(lease)
  await saveSnapshot(store, access.study, mind)
}

/** Renews the lease a few times in its time; a lease that is lost is dropped, and every later write is refused. */
function keepAlive(access: Access, { clock }: OpenStudy): { abort(): void } {
  const life = createAbort()
  const beat = async (): Promise<void> => {
    const { lease } = access
    if (lease !== undefined && !(await access.store.leases.renew(lease, leaseTime)) && !life.signal.aborted) access.lease = undefined
  }
  // A store that does not answer now is asked again at the next beat; the lease outlasts several.
  clock.every(leaseTime / 4, () => void beat().catch(() => undefined), life.signal)
  return life
}

async function mustWrite(access: Access, events: readonly EventBody[]): Promise<void> {
  if ((await write(access, events)).outcome === "fenced") throw fault("D304", { study: access.study })
}

function runningTrial(access: Access, number: number, wanted: string): RunningTrial {
  const { ledger } = access.mind
  const trial = ledger.trials[number]
  if (trial === undefined) throw fault("D231", { trial: number, count: ledger.trials.length })
  if (trial.state !== "running") throw fault("D230", { trial: number, state: trial.state, wanted })
  return trial
}
