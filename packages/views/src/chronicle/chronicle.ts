import type { EventBody, Failure, Json, StudyEvent } from "@diapason/core"
import { changeOf, type Change } from "./change.ts"

/**
 * What a log tells beside its ledger: who changed what and why, notes, artifacts, and the attempts that were lost. A fold like the ledger,
 * some hundred bytes for each such event; reports leave nothing here.
 */
export interface Chronicle {
  /** Position of the last event folded. */
  seq: number
  /** Changes by people and sessions, oldest first. */
  readonly activity: Change[]
  /** Of the study, by key. */
  readonly notes: Record<string, Json>
  /** Position of the last change of budget or notes: what an editor names to say what was seen. */
  settings: number
  budget: Json
  /** Of each trial that has anything. */
  readonly trials: Map<number, Margin>
  /** When the attempts began that run now. */
  readonly begun: Map<number, Begun>
}

/** What stands beside a trial. */
export interface Margin {
  readonly notes: Record<string, Json>
  readonly artifacts: Artifact[]
  /** Attempts that were lost or put back, oldest first; the newest is the trial's own. */
  readonly attempts: LostAttempt[]
}

interface Artifact {
  readonly name: string
  readonly path: string
  readonly media?: string
  readonly at: number
}

interface LostAttempt {
  readonly attempt: number
  readonly session?: string
  readonly startedAt?: number
  readonly endedAt: number
  readonly failure: Failure
  readonly why: string
}

interface Begun {
  readonly session: string
  readonly at: number
}

/** Of a log of which nothing is folded yet. */
export const createChronicle = (): Chronicle => ({
  seq: 0,
  activity: [],
  notes: {},
  settings: 1,
  budget: {},
  trials: new Map(),
  begun: new Map(),
})

/** Takes in the next event, in place; one that was folded before changes nothing. */
export function chronicle(known: Chronicle, event: StudyEvent): void {
  if (event.seq <= known.seq) return
  known.seq = event.seq
  const change = changeOf(known, event)
  if (change !== undefined) known.activity.push(change)
  keep(known, event, event)
}

function keep(known: Chronicle, event: EventBody, { seq, at }: StudyEvent): void {
  switch (event.kind) {
    case "study.created":
      known.budget = event.definition.budget as Json
      return
    case "study.extended":
      known.budget = event.budget as Json
      known.settings = seq
      return
    case "note.set":
      if (event.trial === undefined) known.settings = seq
      set(event.trial === undefined ? known.notes : marginOf(known, event.trial).notes, event.key, event.value)
      return
    case "artifact.added":
      return artifact(known, event, at)
    case "trial.started":
      known.begun.set(event.trial, { session: event.session, at })
      return
    case "trial.adopted":
      known.begun.set(event.trial, { session: event.session, at: known.begun.get(event.trial)?.at ?? at })
      return
    case "trial.finished":
      known.begun.delete(event.trial)
      return
    case "trial.requeued":
      return lost(known, event, at)
    default:
      return
  }
}

function artifact(known: Chronicle, { trial, name, path, media }: Extract<EventBody, { kind: "artifact.added" }>, at: number): void {
  const { artifacts } = marginOf(known, trial)
  const before = artifacts.findIndex((one) => one.name === name)
  if (before >= 0) artifacts.splice(before, 1)
  artifacts.push({ name, path, at, ...(media !== undefined && { media }) })
}

function lost(known: Chronicle, { trial, attempt, failure, why }: Extract<EventBody, { kind: "trial.requeued" }>, at: number): void {
  const begun = known.begun.get(trial)
  known.begun.delete(trial)
  const since = begun !== undefined && { session: begun.session, startedAt: begun.at }
  marginOf(known, trial).attempts.push({ attempt, ...since, endedAt: at, failure, why })
}

/** A note that is set to nothing is taken away. Keys are what people write: none of them reaches a prototype. */
function set(notes: Record<string, Json>, key: string, value: Json): void {
  if (value === null) delete notes[key]
  else Object.defineProperty(notes, key, { value, enumerable: true, configurable: true, writable: true })
}

function marginOf({ trials }: Chronicle, trial: number): Margin {
  let margin = trials.get(trial)
  if (margin === undefined) trials.set(trial, (margin = { notes: {}, artifacts: [], attempts: [] }))
  return margin
}
