import { setImmediate as turn } from "node:timers/promises"
import {
  createAbort,
  createLedger,
  fault,
  fold,
  loadSnapshot,
  type Clock,
  type EventStore,
  type Ledger,
  type StudyEvent,
} from "@diapason/core"
import { boardInPieces, boardOf, followBoard, type Board } from "@diapason/views"
import { historyOf, type History } from "./history.ts"
import { recent, type Recent } from "./recent.ts"
import { inSlices } from "./slices.ts"

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
  const newest = recent()
  const waiters = new Set<(error?: unknown) => void>()
  let ledger: Ledger | undefined
  let board: Board | undefined
  /** Trials that were spoken of while the board is made in pieces. */
  let meanwhile: Set<number> | undefined
  let failed: unknown
  const history = historyOf(store, study, () => ledger?.seq ?? 0)
  const followed: FollowedStudy = {
    study,
    get ledger() {
      return ledger!
    },
    get reading() {
      return ledger!.seq >= of ? undefined : { position: ledger!.seq, of }
    },
    get failed() {
      return failed
    },
    get listeners() {
      return listeners.size
    },
    board: () => (board ??= boardOf(ledger!)),
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

  const tell = (error?: unknown): void => {
    for (const waiter of [...waiters]) waiter(error)
  }
  const until = (done: () => boolean): Promise<FollowedStudy> =>
    new Promise((resolve, reject) => {
      const look = (error?: unknown): void => {
        const known = done()
        if (error === undefined && !known) return
        waiters.delete(look)
        if (known) resolve(followed)
        else reject(error as Error)
      }
      waiters.add(look)
      look(failed)
    })
  const take = async (batch: readonly StudyEvent[]): Promise<void> => {
    failed = undefined
    const one = (event: StudyEvent): void => {
      if (ledger === undefined) ledger = createLedger(event)
      else if (board === undefined) {
        fold(ledger, event)
        if (event.kind === "study.revised") meanwhile = undefined
        else if ("trial" in event && event.trial !== undefined) meanwhile?.add(event.trial)
      } else board = kept(followBoard(board, [event]))
      history.take(event)
    }
    await inSlices(batch, one, (events) => {
      if (listeners.size > 0) newest.push(events)
      for (const listener of [...listeners]) listener(events)
      tell()
    })
  }
  /** Makes the board of a big study before the first page asks, without holding anybody up. */
  const prepare = async (known: Ledger): Promise<void> => {
    if (board !== undefined || meanwhile !== undefined || known.trials.length < big) return
    const touched = (meanwhile = new Set<number>())
    const pieces = boardInPieces(known, touched)
    let next = pieces.next()
    while (next.done !== true && meanwhile === touched && board === undefined && !over.signal.aborted) {
      await turn()
      next = pieces.next()
    }
    if (next.done === true && meanwhile === touched && ledger === known) board ??= next.value
    meanwhile = undefined
  }
  const read = async (): Promise<void> => {
    ledger ??= await loadSnapshot(store, study)
    tell()
    for await (const batch of store.read(study, ledger?.seq ?? 0))
      if (over.signal.aborted) return
      else await take(batch)
    failed = undefined
    if (ledger !== undefined) void prepare(ledger)
    for await (const batch of store.watch(study, ledger?.seq ?? 0, over.signal)) await take(batch)
    if (!over.signal.aborted) throw fault("D406", { store: store.url })
  }
  const run = async (): Promise<void> => {
    for (let pause = shortest; !over.signal.aborted; pause = failed === undefined ? shortest : Math.min(2 * pause, longest)) {
      const before = ledger?.seq
      await read().catch((error: unknown) => {
        failed = error
      })
      if (over.signal.aborted) break
      if (ledger?.seq !== before) pause = shortest
      tell(failed)
      await clock.after(pause, over.signal)
    }
    tell(fault("D406", { store: store.url }))
  }
  const running = run()
  const begun = until(() => ledger !== undefined)
  begun.catch(() => undefined)
  return {
    begun,
    ready: () => until(() => ledger !== undefined && followed.reading === undefined),
    async stop() {
      over.abort()
      await history.save().catch(() => undefined)
      void running
    },
  }
}

/** Trials from which on a board is made in pieces. */
const big = 5000

/** A board over a whole ledger never needs another; one that says so is made anew when it is asked for. */
const kept = (board: Board | "reload"): Board | undefined => (board === "reload" ? undefined : board)

/** Milliseconds between two tries while the store fails. */
const shortest = 250
const longest = 10_000
