import type { ConductorOutcome, EventBody, Handed, StudyEvent } from "../event/event.ts"
import type { Failure } from "../event/failure.ts"
import type { Json } from "../event/json.ts"
import { fault } from "../errors/fault.ts"
import type { SavedState } from "../ledger/in-force.ts"
import type { Ledger } from "../ledger/ledger.ts"
import { retention, type Judged, type KeepRules } from "../ledger/retention.ts"
import type { Metrics } from "../ledger/trial.ts"
import type { Signal } from "../ports/signal.ts"
import type { Ending } from "../ports/executor.ts"
import { inTurn, write, type Access } from "./access.ts"
import { add, type Added } from "./add.ts"
import { ask, refresh } from "./ask.ts"
import { handedOut, type Asked, type AskedTrial } from "./asked.ts"
import { endingEvents, failureEvents, prunedEvent } from "./end.ts"
import { keepAlive } from "./keep-alive.ts"
import { openStudy, type OpenStudy } from "./open.ts"
import { settleOwed } from "./owed.ts"
import { partingEvents } from "./parting.ts"
import { createQueue } from "./queue.ts"
import { createReports } from "./reports.ts"
import type { RetryPolicy } from "./retry-policy.ts"
import { knownTrial, runningTrial } from "./running-trial.ts"
import { saveSnapshot } from "./snapshot.ts"
import { takeOver } from "./takeover.ts"
import type { Verdict } from "./verdict.ts"

/**
 * A study that is open for writing. Everything that changes it goes through here, in turn, and is in the log when its promise
 * resolves. Asks come one after another; while a suggestion is awaited, everything else goes on. Reports that come together are written
 * together. Errors of the store reject; then nothing was written and the same call may be made again.
 */
export interface Session {
  readonly ledger: Ledger
  readonly session: string
  readonly resumed: boolean
  readonly requeued: number
  readonly others: number
  /** Whether its lease has passed to another, or was given back: nothing that it is asked to write is written any more. */
  readonly fenced: boolean
  /**
   * Aborted when its lease could not be renewed for so long that another may take it in a moment: what it runs must end by then.
   * Judged by how long timers take and not by the time of day, so a clock that is wrong or is set changes nothing.
   */
  readonly lapsed: Signal
  /** What becomes of trials whose attempts fail. */
  readonly retry: RetryPolicy
  /** What time it is by the clock that events have theirs from. */
  now(): number
  /** `handed`: to whom, where somebody else runs it; the same request is answered with the same attempt while that runs. */
  ask(handed?: Handed): Promise<Asked>
  /** What the running attempt of a trial was handed. Throws D230, D231. */
  running(trial: number): AskedTrial
  /** One report of a trial that this session runs. Throws D230, D231. */
  report(trial: number, step: number, metrics: Metrics): Promise<Verdict>
  /** Carries out what the last report of a trial led to, where that could not be written at once; undefined when all is done. */
  settle(trial: number): Promise<Verdict | undefined>
  /**
   * An attempt has ended (the newest, where its number is not given); returns false when the trial had ended before, by a decision for
   * instance, or runs in another attempt by now.
   */
  end(trial: number, ending: Ending, attempt?: number): Promise<boolean>
  /** Ends a running trial with its values; true when it is among the best. Throws D230, D231. */
  tell(trial: number, metrics: Metrics): Promise<{ readonly best: boolean }>
  /** Ends a running trial, or requeues it when the kind of failure says so. Throws D230, D231. */
  fail(trial: number, failure: Failure): Promise<void>
  /** Takes in an observation made elsewhere; a complete one without a finite objective counts as failed. Returns its number. Throws D112, D113. */
  add(observation: Added): Promise<number>
  /** The trial runs with the values of update `rev` from this step on. Throws D231; an update that is not known changes nothing. */
  applied(trial: number, rev: number, step?: number): Promise<void>
  refused(trial: number, rev: number, why: string): Promise<void>
  checkpoint(trial: number, step: number, path: string, bytes?: number): Promise<void>
  /**
   * Takes what no trial needs by `rules` out of the record; only what `mine` says yes to, such as what lies on this host. The files are
   * the caller's to delete after that: since the record came first, nobody resumes from what is about to vanish.
   */
  retire(rules: KeepRules, mine: (saved: SavedState) => boolean): Promise<readonly Judged[]>
  artifact(trial: number, name: string, path: string, media?: string): Promise<void>
  /** Sets a note on a trial, or on the study where `trial` is undefined. */
  note(trial: number | undefined, key: string, value: Json): Promise<void>
  /** Ends a trial of this session that a person does not want to go on; nothing happens when it has ended before. */
  prune(trial: number, wish: { readonly why: string; readonly by: string }): Promise<void>
  /** Folds what others have done. */
  look(): Promise<void>
  /** Folds what others have done, and takes over from sessions that died meanwhile. */
  refresh(): Promise<void>
  /** Calls back with each event after it was folded; returns how to end that. */
  listen(listener: (event: StudyEvent, ledger: Ledger) => void): () => void
  /** Requeues what this session still runs, and leaves. `outcome`: how its conductor ended. */
  close(why: string, outcome?: ConductorOutcome): Promise<void>
  /**
   * Leaves without a word, for when the store has failed or the session was taken over: from now on nothing is written, and when
   * `ended` has settled the lease is given back, so that whoever opens the study next takes over at once. Never rejects.
   */
  leave(ended: Promise<unknown>): Promise<void>
}

/** Opens a study and keeps its session alive until it is closed. */
export async function openSession(o: OpenStudy): Promise<Session> {
  const { access, resumed, requeued, others } = await openStudy(o)
  const life = keepAlive(access, o.lease === undefined)
  const { ledger } = access.mind
  const reports = createReports(access)
  const turn = <T>(work: () => Promise<T>): Promise<T> => {
    reports.close()
    return inTurn(access, work)
  }
  const asks = createQueue()
  const record = (events: readonly EventBody[]): Promise<void> => turn(() => mustWrite(access, events))
  const said = (trial: number, event: (attempt: number) => EventBody): Promise<void> =>
    turn(() => mustWrite(access, [event(knownTrial(access, trial).attempts)]))
  return {
    ledger,
    session: o.session,
    resumed,
    requeued,
    others,
    get fenced() {
      return access.lease === undefined
    },
    lapsed: life.lapsed,
    retry: access.retry,
    now: () => access.clock.now(),
    ask: (handed) => asks.add(() => ask(access, handed)),
    running: (trial) => handedOut(ledger, runningTrial(access, trial, "run").number, []),
    report: (trial, step, metrics) => reports.add(trial, step, metrics),
    settle: (trial) => turn(async () => (await settleOwed(access, [trial])).get(trial)),
    end: (trial, ending, attempt) => turn(() => end(access, trial, ending, attempt)),
    tell: (trial, metrics) => turn(() => tell(access, trial, metrics)),
    fail: (trial, failure) => turn(() => fail(access, trial, failure)),
    add: (observation) => turn(() => add(access, observation)),
    applied: (trial, rev, step) =>
      said(trial, (attempt) => ({ kind: "trial.applied", trial, attempt, rev, ...(step !== undefined && { step }) })),
    refused: (trial, rev, why) => said(trial, (attempt) => ({ kind: "trial.refused", trial, attempt, rev, why })),
    checkpoint: (trial, step, path, bytes) =>
      said(trial, (attempt) => ({ kind: "trial.checkpointed", trial, attempt, step, path, ...(bytes !== undefined && { bytes }) })),
    retire: (rules, mine) => turn(() => retire(access, rules, mine)),
    artifact: (trial, name, path, media) => record([{ kind: "artifact.added", trial, name, path, ...(media !== undefined && { media }) }]),
    note: (trial, key, value) => record([{ kind: "note.set", ...(trial !== undefined && { trial }), key, value }]),
    prune: (trial, wish) => turn(() => prune(access, trial, wish)),
    look: () => turn(() => refresh(access)),
    refresh: () =>
      turn(async () => {
        await refresh(access)
        await takeOver(access, o.holder, o.host)
      }),
    listen(listener) {
      access.listeners.add(listener)
      return () => void access.listeners.delete(listener)
    },
    close: (why, outcome) => {
      life.abort()
      // Behind the asks: a suggestion that is awaited still becomes a trial, which is put back for the next session.
      return asks.add(() => turn(() => close(access, why, outcome)))
    },
    async leave(ended) {
      life.abort()
      const { lease } = access
      access.lease = undefined
      await ended.catch(() => undefined)
      if (lease !== undefined && lease !== "none") await access.store.leases.release(lease).catch(() => undefined)
    },
  }
}

async function end(access: Access, number: number, ending: Ending, attempt?: number): Promise<boolean> {
  await settleOwed(access, [number])
  const trial = access.mind.ledger.trials[number]
  if (trial?.state !== "running" || trial.session !== access.session) return false
  if (attempt !== undefined && trial.attempts !== attempt) return false
  const events = endingEvents(access.mind.ledger, trial, ending, access.retry)
  const wished = trial.unwanted !== undefined && events.some(({ kind }) => kind === "trial.requeued")
  const written = await write(access, wished ? [prunedEvent(trial, trial.unwanted)] : events)
  return written.outcome === "won"
}

async function prune(access: Access, number: number, wish: { readonly why: string; readonly by: string }): Promise<void> {
  await settleOwed(access, [number])
  const trial = access.mind.ledger.trials[number]
  if (trial?.state !== "running" || trial.session !== access.session) return
  await mustWrite(access, trial.unwanted === undefined ? [wishEvent(number, wish), prunedEvent(trial, wish)] : [prunedEvent(trial, wish)])
}

const wishEvent = (trial: number, { why, by }: { readonly why: string; readonly by: string }): EventBody => ({
  kind: "trial.stop",
  trial,
  why,
  by,
})

async function tell(access: Access, number: number, metrics: Metrics): Promise<{ best: boolean }> {
  await settleOwed(access, [number])
  const trial = runningTrial(access, number, "tell")
  await mustWrite(access, endingEvents(access.mind.ledger, trial, { kind: "done", metrics }, access.retry))
  return { best: access.mind.ledger.front.includes(number) }
}

async function fail(access: Access, number: number, failure: Failure): Promise<void> {
  await settleOwed(access, [number])
  await mustWrite(access, failureEvents(access.mind.ledger, runningTrial(access, number, "fail"), failure, access.retry))
}

async function retire(access: Access, rules: KeepRules, mine: (saved: SavedState) => boolean): Promise<readonly Judged[]> {
  await refresh(access)
  const gone = retention(access.mind.ledger, rules).remove.filter((saved) => saved.path !== access.promised && mine(saved))
  if (gone.length === 0) return []
  const events = gone.map(({ trial, step, path, why }): EventBody => ({ kind: "checkpoint.removed", trial, step, path, why }))
  return (await write(access, events)).outcome === "won" ? gone : []
}

async function close(access: Access, why: string, outcome: ConductorOutcome | undefined): Promise<void> {
  const { mind, session, store, lease } = access
  if (lease === undefined || lease === "none") return
  const events = partingEvents(mind, session, { kind: "interrupted", message: why }, access.retry)
  await write(access, [...events, { kind: "session.closed", session, why, ...(outcome !== undefined && { outcome }) }])
  access.lease = undefined
  await store.leases.release(lease)
  await saveSnapshot(store, access.study, mind)
}

async function mustWrite(access: Access, events: readonly EventBody[]): Promise<void> {
  if ((await write(access, events)).outcome === "fenced") throw fault("D304", { study: access.study })
}
