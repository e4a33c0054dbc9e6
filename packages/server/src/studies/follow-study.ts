import { createAbort, fault, loadSnapshot, type Clock, type EventStore, type Ledger, type StudyEvent } from "@diapason/core"
import type { Board } from "@diapason/views"
import { historyOf, type History } from "./history.ts"
import { knownStudy } from "./known-study.ts"
import { recent, type Recent } from "./recent.ts"
import { inSlices } from "./slices.ts"
import { waiting } from "./waiting.ts"

/** One study and what happens in it. */
export interface FollowedStudy {
  readonly study: string
  /** As far as it was read: whole when `reading` is absent. */
  readonly ledger: Ledger
  /** While the log is read for the first time: how far, of how much. */
  readonly reading?: { readonly position: number; readonly of: number }
  /** Why the store cannot be read just now; what is known stands, and is taken up from there when it can. */
  readonly failed?: unknown
  /** The trials in columns, kept up to date from when they are first asked for; those of a big study are made in pieces once it is read. */
  board(): Board
  readonly history: History
  readonly recent: Recent
  /** Calls back with each batch of events after they were folded; returns how to end that. */
  listen(listener: (events: readonly StudyEvent[]) => void): () => void
  /** How many listen. */
  readonly listeners: number
}

/** A study that is being followed, for whoever keeps it. */
export interface Following {
  /** Resolves when the creation of the study is known, rejects when the store fails before that. */
  readonly begun: Promise<FollowedStudy>
  /** Resolves when everything was read that was there at first; rejects when the store fails meanwhile, and may be asked again. */
  ready(): Promise<FollowedStudy>
  /** Ends the watch and keeps what is worth it. */
  stop(): Promise<void>
}

/** Follows a study whose log has `of` events by now. The one watch of this process for it; when the store fails it is begun again. */
export function followStudy(store: EventStore, clock: Clock, study: string, of: number): Following {
  const over = createAbort()
  const listeners = new Set<(events: readonly StudyEvent[]) => void>()
  const [known, newest, others] = [knownStudy(), recent(), waiting()]
  const position = (): number => known.ledger?.seq ?? 0
  const history = historyOf(store, study, position)
  let failed: unknown
  const followed: FollowedStudy = {
    study,
    get ledger() {
      return known.ledger!
    },
    get reading() {
      return position() >= of ? undefined : { position: position(), of }
    },
    get failed() {
      return failed
    },
    get listeners() {
      return listeners.size
    },
    board: known.board,
    history,
    recent: newest,
    listen(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) newest.clear()
      }
    },
  } as FollowedStudy

  const one = (event: StudyEvent): void => {
    known.take(event)
    history.take(event)
  }
  const take = async (batch: readonly StudyEvent[]): Promise<void> => {
    failed = undefined
    await inSlices(batch, one, (events) => {
      if (listeners.size > 0) newest.push(events)
      for (const listener of [...listeners]) listener(events)
      others.look()
    })
  }
  const read = async (): Promise<void> => {
    known.ledger ??= await loadSnapshot(store, study)
    others.look()
    for await (const batch of store.read(study, position()))
      if (over.signal.aborted) return
      else await take(batch)
    failed = undefined
    void known.prepare(over.signal)
    for await (const batch of store.watch(study, position(), over.signal)) await take(batch)
    if (!over.signal.aborted) throw fault("D406", { store: store.url })
  }
  const run = async (): Promise<void> => {
    for (let pause = shortest; !over.signal.aborted; pause = failed === undefined ? shortest : Math.min(2 * pause, longest)) {
      const before = position()
      await read().catch((error: unknown) => {
        failed = error
      })
      if (over.signal.aborted) break
      if (position() !== before) pause = shortest
      others.look(failed)
      await clock.after(pause, over.signal)
    }
    others.look(fault("D406", { store: store.url }))
  }
  const running = run()
  const until = async (done: () => boolean): Promise<FollowedStudy> => {
    await others.until(done, failed)
    return followed
  }
  const begun = until(() => known.ledger !== undefined)
  begun.catch(() => undefined)
  return {
    begun,
    ready: () => until(() => known.ledger !== undefined && followed.reading === undefined),
    async stop() {
      over.abort()
      await history.save().catch(() => undefined)
      void running
    },
  }
}

/** Milliseconds between two tries while the store fails. */
const shortest = 250
const longest = 10_000
