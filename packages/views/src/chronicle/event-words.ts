import { fromWire, type Budget, type EventBody, type Json, type StudyTaught, type WireMetrics } from "@diapason/core"

/** An event in words, as a list of what happened shows it. */
export interface EventWords {
  readonly says: string
  /** The reason that the log keeps with it. */
  readonly why?: string
  readonly trial?: number
  /** Who did it, where somebody did. */
  readonly by?: string
}

/** What happened, in plain words. Texts of people and of programs stay what they are: they are no markup. */
export function eventWords(event: EventBody): EventWords {
  const { kind } = event
  const words = "trial" in event && event.trial !== undefined ? aboutTrial(event as AboutTrial) : aboutStudy(event as AboutStudy)
  const by = "by" in event && event.by !== undefined && !(kind === "trial.decided" || kind === "trial.updated") ? { by: event.by } : {}
  const why = "why" in event && event.why !== undefined && event.why !== "" ? { why: event.why } : {}
  return { ...why, ...by, ...words }
}

type AboutTrial = Extract<EventBody, { readonly trial: number }> | (Extract<EventBody, { kind: "note.set" }> & { readonly trial: number })
type AboutStudy = Exclude<EventBody, { readonly trial: number }>

function aboutTrial(event: AboutTrial): EventWords {
  const { trial } = event
  const of = `#${trial}`
  switch (event.kind) {
    case "trial.suggested": {
      const parent = event.parent === undefined ? "" : `, going on from #${event.parent.trial} at step ${event.parent.step}`
      return { trial, says: `${of} was suggested by ${event.by}${parent}` }
    }
    case "trial.started": {
      const from = event.resume === undefined ? "" : ` from step ${event.resume}`
      const to = event.fidelity === undefined ? "" : `, to run to step ${event.fidelity}`
      const verb = event.attempt > 1 || event.resume !== undefined ? `goes on${from}` : "started"
      return { trial, says: `${of} ${verb}${to}`, ...(event.thawed !== undefined && { why: event.thawed.why }) }
    }
    case "trial.adopted":
      return { trial, says: `${of} runs on, and is followed by ${event.session}` }
    case "trial.reported":
      return { trial, says: `${of} reported ${metricWords(event.metrics)} at step ${event.step}` }
    case "trial.decided":
      return { trial, says: `${of} ${event.action === "pause" ? "was paused" : "is to stop"}, as ${event.by} decided` }
    case "trial.updated":
      return { trial, says: `${of} was given ${assigned(event.config)}, as ${event.by} decided` }
    case "trial.applied":
      return { trial, says: `${of} took over its new values${event.step === undefined ? "" : ` at step ${event.step}`}` }
    case "trial.refused":
      return { trial, says: `${of} refused its new values` }
    case "trial.checkpointed":
      return { trial, says: `${of} saved its state at step ${event.step}` }
    case "checkpoint.removed":
      return { trial, says: `what ${of} had saved at step ${event.step} was removed` }
    case "trial.finished":
      return { trial, ...ended(event) }
    case "trial.requeued":
      return { trial, says: `${of} lost attempt ${event.attempt} (${event.failure.kind}) and waits again` }
    case "trial.added":
      return { trial, says: `${of} was added from elsewhere as ${event.state}` }
    case "trial.excluded":
      return { trial, says: `${of} was excluded` }
    case "trial.included":
      return { trial, says: `${of} was included again` }
    case "trial.stop":
      return { trial, says: `${of} is to be ended early` }
    case "trial.retried":
      return { trial, says: `${of} is to be tried again` }
    case "trial.confirmed":
      return { trial, says: `${of} was run again (repeat ${event.repeat}): ${metricWords(event.metrics)}` }
    case "artifact.added":
      return { trial, says: `${of} kept ${event.name}` }
    case "note.set":
      return { trial, says: noteWords(`${of}: `, event.key, event.value) }
  }
}

function aboutStudy(event: AboutStudy): EventWords {
  switch (event.kind) {
    case "study.created":
      return { says: "the study was created" }
    case "study.extended":
      return { says: `the budget became ${budgetWords(event.budget)}` }
    case "study.revised":
      return { says: `revision ${event.revision} of the space` }
    case "study.taught":
      return { says: event.lessons.length === 0 ? "no earlier study teaches this one" : `earlier studies teach: ${taughtWords(event)}` }
    case "study.ended":
      return { says: "the study ended" }
    case "study.paused":
      return { says: "the study was paused" }
    case "study.resumed":
      return { says: "the study was resumed" }
    case "study.stopped":
      return { says: event.now === true ? "the study was stopped at once" : "the study was stopped" }
    case "session.opened":
      return { says: `${event.session} opened the study on ${event.holder.host} (pid ${event.holder.pid})` }
    case "session.closed":
      return { says: event.lost === true ? `${event.session} was lost` : `${event.session} closed the study` }
    case "baseline.enqueued":
      return { says: `a configuration was queued${event.label === undefined ? "" : ` (${event.label})`}: ${assigned(event.config)}` }
    case "change.proposed":
      return { says: `a change was proposed: ${event.events.map(({ kind }) => kind).join(", ")}` }
    case "change.approved":
      return { says: "a proposed change was approved" }
    case "change.declined":
      return { says: "a proposed change was declined" }
    case "note.set":
      return { says: noteWords("", event.key, event.value) }
  }
}

function ended({
  trial,
  state,
  metrics,
  failure,
}: Extract<EventBody, { kind: "trial.finished" }>): Pick<EventWords, "says"> & { readonly why?: string } {
  if (state === "failed")
    return {
      says: `#${trial} failed (${failure?.kind ?? "crash"})`,
      ...(failure !== undefined && failure.message !== "" && { why: failure.message }),
    }
  const values = Object.keys(metrics).length === 0 ? "" : ` with ${metricWords(metrics)}`
  return { says: state === "pruned" ? `#${trial} was pruned${values}` : `#${trial} is complete${values}` }
}

/** A budget as a person says it. */
export function budgetWords({ trials, wall, cost }: Budget): string {
  const parts = [
    ...(trials === undefined ? [] : [`${trials} trials`]),
    ...(wall === undefined ? [] : [wallWords(wall)]),
    ...(cost === undefined ? [] : [`${cost.limit} ${cost.unit}`]),
  ]
  return parts.length === 0 ? "without a limit" : parts.join(" and ")
}

/** Milliseconds as `90 s`, `5 min`, `8 h`: the largest unit in which they are whole. */
export function wallWords(ms: number): string {
  if (ms >= 3_600_000 && ms % 3_600_000 === 0) return `${ms / 3_600_000} h`
  if (ms >= 60_000 && ms % 60_000 === 0) return `${ms / 60_000} min`
  return `${Number((ms / 1000).toPrecision(6))} s`
}

/** `digits (40 trials), wine (12) and 3 more`. */
export const taughtWords = ({ lessons }: Pick<StudyTaught, "lessons">): string =>
  listed(lessons.map(({ study, trials }, i) => `${study} (${trials.length}${i === 0 ? " trials" : ""})`))

const noteWords = (of: string, key: string, value: Json): string =>
  value === null ? `${of}the note "${key}" was taken away` : `${of}the note "${key}" was set`

const most = 3

const metricWords = (metrics: WireMetrics): string =>
  listed(Object.entries(metrics).map(([name, value]) => `${name} ${short(fromWire(value))}`))

const assigned = (values: Readonly<Record<string, Json>>): string =>
  listed(Object.entries(values).map(([name, value]) => `${name}=${typeof value === "number" ? short(value) : JSON.stringify(value)}`))

const listed = (parts: readonly string[]): string =>
  parts.length === 0
    ? "nothing"
    : parts.length <= most
      ? parts.join(", ")
      : `${parts.slice(0, most).join(", ")} and ${parts.length - most} more`

const short = (x: number): string => String(Number(x.toPrecision(5)))
