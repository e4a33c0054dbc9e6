import { DiapasonError } from "../errors/fault.ts"
import type { EventStore } from "../ports/event-store.ts"
import type { Ledger } from "../ledger/ledger.ts"
import { packLedger, packTrial, unpackLedger, unpackTrial, type PackedLedger, type PackedTrial } from "../ledger/packed.ts"

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
  const ledger = unpackLedger(head.ledger)
  for (let i = 0; i < head.pieces; i++) {
    const saved = await store.cache.get(study, `ledger.${head.slot}.${i}`)
    const piece = saved === undefined ? undefined : parse<Piece>(saved)
    if (piece?.of !== head.hash) return undefined
    for (const trial of piece.trials) ledger.trials.push(unpackTrial(trial))
  }
  return ledger
}

interface Head {
  readonly format: 6
  /** Two sets of pieces are written in turn, so that the older stays whole until the newer is. */
  readonly slot: "a" | "b"
  /** Of the newest event in it. */
  readonly seq: number
  readonly hash: string
  readonly pieces: number
  readonly ledger: PackedLedger
}

/** `of`: the hash at the position of its snapshot; two conductors may have written to one slot, each a part. */
interface Piece {
  readonly of: string
  readonly trials: readonly PackedTrial[]
}

function encode(ledger: Ledger, slot: Head["slot"]): { head: Head; trials: readonly (() => readonly PackedTrial[])[] } {
  const { seq, hash, running, waiting, paused } = ledger
  const trials = [...ledger.trials]
  const pieces = Math.ceil(trials.length / pieceSize)
  const head: Head = { format: 6, slot, seq, hash, pieces, ledger: packLedger(ledger) }
  // An ended trial never changes, and a running one only grows its curve: what is saved of it is made at once.
  const open = new Map([...running, ...waiting, ...paused].map((n) => [n, packTrial(trials[n]!)]))
  const piece = (i: number) => () =>
    trials.slice(i * pieceSize, (i + 1) * pieceSize).map((trial) => open.get(trial.number) ?? packTrial(trial))
  return { head, trials: Array.from({ length: pieces }, (_, i) => piece(i)) }
}

async function readHead(store: EventStore, study: string): Promise<Head | undefined> {
  const saved = await store.cache.get(study, "ledger")
  if (saved === undefined) return undefined
  const head = parse<Head>(saved)
  return head.format === 6 ? head : undefined
}

/** Whether the log still has the event at which the snapshot was taken. */
async function belongs(store: EventStore, study: string, head: Head): Promise<boolean> {
  for await (const batch of store.read(study, head.seq - 1)) return batch[0]?.hash === head.hash
  return false
}

const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value))
const parse = <T>(saved: Uint8Array): T => JSON.parse(new TextDecoder().decode(saved)) as T
