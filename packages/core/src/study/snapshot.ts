import type { StudyEvent } from "../event/event.ts"
import { DiapasonError } from "../errors/fault.ts"
import { fromWire, toWire, type WireNumber } from "../event/json.ts"
import type { EventStore } from "../ports/event-store.ts"
import type { GrowingCurve } from "../ledger/curve.ts"
import { createLedger, type GrowingLedger, type Ledger, type SessionFacts } from "../ledger/ledger.ts"
import type { Trial } from "../ledger/trial.ts"

/** Host globals that Node, workers and browsers share; a snapshot is only a cache, so nothing is decided by them. */
declare const TextEncoder: new () => { encode(text: string): Uint8Array }
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string }

/** Events that may come after a snapshot before a new one is worth its writing. */
const enough = 20_000

/** Trials in one piece: a piece is read and written without holding the event loop for long. */
const pieceSize = 500

/**
 * Saves the ledger to the store's cache unless a recent one is there: `worthWriting` events must have come since. Owed verdicts
 * would be lost, so with some it waits for another time. Returns whether it was saved; a cache that fails loses nothing.
 */
export async function saveSnapshot(
  store: EventStore,
  study: string,
  mind: { readonly ledger: Ledger; readonly owed: ReadonlyMap<number, unknown> },
  worthWriting = enough,
): Promise<boolean> {
  try {
    if (mind.ledger.seq < worthWriting) return false
    const head = await readHead(store, study)
    if (mind.owed.size > 0 || (head !== undefined && mind.ledger.seq - head.seq < worthWriting)) return false
    await put(store, study, mind.ledger, head?.slot === "a" ? "b" : "a")
    return true
  } catch {
    return false
  }
}

async function put(store: EventStore, study: string, ledger: Ledger, slot: Head["slot"]): Promise<void> {
  // The ledger may grow while the pieces are written, so what belongs together is made at one moment.
  const { head, trials } = encode(ledger, slot)
  const last = bytes(head)
  for (const [i, trialsOf] of trials.entries()) {
    const piece: Piece = { of: head.hash, trials: trialsOf() }
    await store.cache.put(study, `ledger.${slot}.${i}`, bytes(piece))
  }
  await store.cache.put(study, "ledger", last)
}

/** The ledger of the newest snapshot that belongs to this log; undefined when there is none that is whole. */
export async function loadSnapshot(store: EventStore, study: string): Promise<Ledger | undefined> {
  try {
    return await load(store, study)
  } catch (error) {
    // What cannot be read is no snapshot; a store that fails says so itself.
    if (error instanceof DiapasonError) throw error
    return undefined
  }
}

async function load(store: EventStore, study: string): Promise<Ledger | undefined> {
  const head = await readHead(store, study)
  if (head === undefined || !(await belongs(store, study, head))) return undefined
  const ledger = createLedger(head.created) as GrowingLedger
  for (let i = 0; i < head.pieces; i++) {
    const saved = await store.cache.get(study, `ledger.${head.slot}.${i}`)
    const piece = saved === undefined ? undefined : parse<Piece>(saved)
    if (piece?.of !== head.hash) return undefined
    for (const trial of piece.trials) ledger.trials.push(revive(trial))
  }
  const { created: _, pieces: __, slot: ___, format: ____, running, waiting, paused, sessions, ...rest } = head
  Object.assign(ledger, rest)
  ledger.space = ledger.revisions.at(-1)!.space
  ledger.running = new Set(running)
  ledger.waiting = new Set(waiting)
  ledger.paused = new Set(paused)
  ledger.sessions = new Map(sessions.map((s) => [s.session, s]))
  return ledger
}

interface Head extends Pick<
  Ledger,
  "seq" | "at" | "hash" | "budget" | "finished" | "front" | "baselines" | "revisions" | "added" | "ended" | "held"
> {
  readonly format: 3
  /** Two sets of pieces are written in turn, so that the older stays whole until the newer is. */
  readonly slot: "a" | "b"
  readonly created: StudyEvent
  readonly pieces: number
  readonly running: readonly number[]
  readonly waiting: readonly number[]
  readonly paused: readonly number[]
  readonly sessions: readonly SessionFacts[]
}

/** `of`: the hash at the position of its snapshot; two conductors may have written to one slot, each a part. */
interface Piece {
  readonly of: string
  readonly trials: readonly SavedTrial[]
}

type SavedTrial = Omit<Trial, "curve"> & {
  readonly curve: { readonly steps: readonly number[]; readonly columns: Readonly<Record<string, readonly (WireNumber | null)[]>> }
  readonly values?: Readonly<Record<string, WireNumber>>
}

function encode(ledger: Ledger, slot: Head["slot"]): { head: Head; trials: readonly (() => readonly SavedTrial[])[] } {
  const { seq, at, hash, budget, added, ended, held, definition } = ledger
  const trials = [...ledger.trials]
  const pieces = Math.ceil(trials.length / pieceSize)
  const created = { kind: "study.created", definition, seq: 1, at: 0, hash: "" } as const
  const head: Head = {
    format: 3,
    slot,
    created,
    pieces,
    seq,
    at,
    hash,
    budget,
    added,
    finished: [...ledger.finished],
    front: [...ledger.front],
    baselines: [...ledger.baselines],
    revisions: [...ledger.revisions],
    running: [...ledger.running],
    waiting: [...ledger.waiting],
    paused: [...ledger.paused],
    sessions: [...ledger.sessions.values()],
    ...(ended !== undefined && { ended }),
    ...(held !== undefined && { held }),
  }
  // An ended trial never changes, and a running one only grows its curve: what is saved of it is made at once.
  const open = new Map([...head.running, ...head.waiting, ...head.paused].map((n) => [n, save(trials[n]!)]))
  const piece = (i: number) => () => trials.slice(i * pieceSize, (i + 1) * pieceSize).map((trial) => open.get(trial.number) ?? save(trial))
  return { head, trials: Array.from({ length: pieces }, (_, i) => piece(i)) }
}

function save(trial: Trial): SavedTrial {
  const columns: Record<string, (WireNumber | null)[]> = {}
  for (const [name, column] of trial.curve.columns) columns[name] = column.map((v) => (v === undefined ? null : toWire(v)))
  const saved = { ...trial, curve: { steps: [...trial.curve.steps], columns } }
  return "values" in trial ? { ...saved, values: mapValues(trial.values, toWire) } : saved
}

function revive(saved: SavedTrial): Trial {
  const curve: GrowingCurve = { steps: [...saved.curve.steps], columns: new Map() }
  for (const [name, column] of Object.entries(saved.curve.columns))
    curve.columns.set(
      name,
      column.map((v) => (v === null ? undefined : fromWire(v))),
    )
  const trial = { ...saved, curve }
  return ("values" in saved && saved.values !== undefined ? { ...trial, values: mapValues(saved.values, fromWire) } : trial) as Trial
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  const changed: Record<string, B> = {}
  for (const key of Object.keys(record)) changed[key] = change(record[key]!)
  return changed
}

async function readHead(store: EventStore, study: string): Promise<Head | undefined> {
  const saved = await store.cache.get(study, "ledger")
  if (saved === undefined) return undefined
  const head = parse<Head>(saved)
  return head.format === 3 ? head : undefined
}

/** Whether the log still has the event at which the snapshot was taken. */
async function belongs(store: EventStore, study: string, head: Head): Promise<boolean> {
  for await (const batch of store.read(study, head.seq - 1)) return batch[0]?.hash === head.hash
  return false
}

const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value))
const parse = <T>(saved: Uint8Array): T => JSON.parse(new TextDecoder().decode(saved)) as T
