import type { EventBody, Json, StudyEvent } from "@diapason/core"

/** One change of a study by a person or a session. */
export interface Change {
  /** Of the log. */
  readonly position: number
  readonly at: number
  readonly kind: EventBody["kind"]
  /** `ada@lab`, or a session's name. */
  readonly by?: string
  readonly why?: string
  readonly trial?: number
  /** What the change is about, where a kind has several: the key of a note, the label of a configuration. */
  readonly name?: string
  /** Where they can be told. */
  readonly before?: Json
  readonly after?: Json
}

/** How things stood before a change. */
interface Stood {
  readonly budget: Json
  readonly notes: Readonly<Record<string, Json>>
  readonly trials: ReadonlyMap<number, { readonly notes: Readonly<Record<string, Json>> }>
}

/** What an event is in the list of changes, as things stood before it; undefined for what trials and samplers do by themselves. */
export function changeOf(known: Stood, event: StudyEvent): Change | undefined {
  const { seq: position, at, kind } = event
  const change = detail(known, event)
  return change === undefined ? undefined : { position, at, kind, ...change }
}

type Detail = Omit<Change, "position" | "at" | "kind">

function detail(known: Stood, event: EventBody): Detail | undefined {
  switch (event.kind) {
    case "study.created":
      return { after: event.definition.budget as Json }
    case "study.extended":
      return { ...wish(event), before: known.budget, after: event.budget as Json }
    case "study.revised":
    case "study.ended":
    case "study.paused":
    case "study.resumed":
    case "study.stopped":
      return wish(event)
    case "study.taught":
      return { why: event.why, after: event.lessons.map(({ study, trials }) => ({ study, trials: trials.length })) }
    case "session.opened":
      return { by: event.session, after: { host: event.holder.host, pid: event.holder.pid } }
    case "session.closed":
      return { by: event.session, why: event.why }
    case "baseline.enqueued":
      return { ...wish(event), ...(event.label !== undefined && { name: event.label }), after: event.config as Json }
    case "trial.stop":
    case "trial.retried":
    case "trial.excluded":
    case "trial.included":
      return { ...wish(event), trial: event.trial }
    case "trial.confirmed":
      return { trial: event.trial, after: event.metrics as Json }
    case "change.proposed":
      return { ...wish(event), name: event.id, after: event.events.map(({ kind }) => kind) }
    case "change.approved":
    case "change.declined":
      return { ...wish(event), name: event.id }
    case "note.set":
      return note(known, event)
    default:
      return undefined
  }
}

/** What a trial notes of itself is no change by anybody. */
function note(known: Stood, event: Extract<EventBody, { kind: "note.set" }>): Detail | undefined {
  const { trial, key, value } = event
  const said = wish(event)
  if (trial !== undefined && said.by === undefined) return undefined
  const notes = trial === undefined ? known.notes : known.trials.get(trial)?.notes
  const before = notes !== undefined && Object.hasOwn(notes, key) ? notes[key]! : null
  return { ...said, ...(trial !== undefined && { trial }), name: key, before, after: value }
}

const wish = ({ by, why }: { readonly by?: string; readonly why?: string }): { readonly by?: string; readonly why?: string } => ({
  ...(by !== undefined && { by }),
  ...(why !== undefined && { why }),
})
