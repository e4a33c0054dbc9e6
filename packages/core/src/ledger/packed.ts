import type { StudyEvent } from "../event/event.ts"
import { fromWire, toWire, type WireNumber } from "../event/json.ts"
import type { GrowingCurve } from "./curve.ts"
import { createLedger, type GrowingLedger, type Ledger, type SessionFacts } from "./ledger.ts"
import type { Trial } from "./trial.ts"

/** A ledger without its trials, as plain JSON: what snapshots and boards are written from. */
export interface PackedLedger extends Pick<
  Ledger,
  | "seq"
  | "at"
  | "hash"
  | "budget"
  | "finished"
  | "front"
  | "baselines"
  | "revisions"
  | "added"
  | "used"
  | "teaching"
  | "ended"
  | "held"
  | "proposals"
> {
  readonly created: StudyEvent
  readonly running: readonly number[]
  readonly waiting: readonly number[]
  readonly paused: readonly number[]
  readonly sessions: readonly SessionFacts[]
}

/** A trial as plain JSON. */
export type PackedTrial = Omit<Trial, "curve"> & {
  readonly curve: { readonly steps: readonly number[]; readonly columns: Readonly<Record<string, readonly (WireNumber | null)[]>> }
  readonly values?: Readonly<Record<string, WireNumber>>
}

/** What is known of a study beside its trials, at this moment: nothing in it grows with the ledger, except the times of sessions. */
export function packLedger(ledger: Ledger): PackedLedger {
  const { seq, at, hash, budget, added, used, teaching, ended, held, definition } = ledger
  return {
    created: { kind: "study.created", definition, seq: 1, at: 0, hash: "" },
    seq,
    at,
    hash,
    budget,
    added,
    used,
    finished: [...ledger.finished],
    front: [...ledger.front],
    baselines: [...ledger.baselines],
    revisions: [...ledger.revisions],
    running: [...ledger.running],
    waiting: [...ledger.waiting],
    paused: [...ledger.paused],
    sessions: [...ledger.sessions.values()],
    proposals: [...ledger.proposals],
    ...(teaching !== undefined && { teaching }),
    ...(ended !== undefined && { ended }),
    ...(held !== undefined && { held }),
  }
}

/** The ledger behind `packLedger`; its trials are still to be pushed, in the order of their numbers. */
export function unpackLedger(packed: PackedLedger): GrowingLedger {
  const { created, running, waiting, paused, sessions, ...rest } = packed
  const ledger = createLedger(created) as GrowingLedger
  Object.assign(ledger, rest)
  ledger.space = ledger.revisions.at(-1)!.space
  ledger.running = new Set(running)
  ledger.waiting = new Set(waiting)
  ledger.paused = new Set(paused)
  ledger.sessions = new Map(sessions.map((s) => [s.session, s]))
  return ledger
}

/** A trial with its curve, at this moment. */
export function packTrial(trial: Trial): PackedTrial {
  const columns: Record<string, (WireNumber | null)[]> = {}
  for (const [name, column] of trial.curve.columns) columns[name] = column.map((v) => (v === undefined ? null : toWire(v)))
  const packed = { ...trial, curve: { steps: [...trial.curve.steps], columns } }
  return "values" in trial ? { ...packed, values: mapValues(trial.values, toWire) } : packed
}

/** The trial behind `packTrial`. */
export function unpackTrial(packed: PackedTrial): Trial {
  const curve: GrowingCurve = { steps: [...packed.curve.steps], columns: new Map() }
  for (const [name, column] of Object.entries(packed.curve.columns))
    curve.columns.set(
      name,
      column.map((v) => (v === null ? undefined : fromWire(v))),
    )
  const trial = { ...packed, curve }
  return ("values" in packed && packed.values !== undefined ? { ...trial, values: mapValues(packed.values, fromWire) } : trial) as Trial
}

function mapValues<A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  const changed: Record<string, B> = {}
  for (const key of Object.keys(record)) changed[key] = change(record[key]!)
  return changed
}
