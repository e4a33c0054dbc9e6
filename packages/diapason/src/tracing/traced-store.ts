import { ROOT_CONTEXT, SpanStatusCode, trace, type Attributes, type Context, type Span } from "@opentelemetry/api"
import type { EventBody, EventStore, StudyEvent } from "@diapason/core"
import { attemptTrace } from "./attempt-trace.ts"
import type { Spans } from "./named-spans.ts"
import type { Suggestions } from "./suggestions.ts"

/**
 * The same store. An attempt is a span from the append that began it to the one that ended it, at the times that the log has; the suggestion that
 * led to it and the appends that concern it are below it. `open` has how to end each attempt that has not ended here.
 */
export function tracedStore(store: EventStore, spans: Spans, asked: Suggestions, open: Set<() => void>): EventStore {
  const attempts = openAttempts(spans, asked, open)
  return {
    ...whole(store),
    async append(study, events, options) {
      const startTime = Date.now()
      const attributes = { "diapason.study": study, "diapason.events": events.map(({ kind }) => kind) }
      const span = (under: Context): Span => spans.tracer.startSpan("append", { startTime, attributes }, under)
      try {
        const appended = await store.append(study, events, options)
        const won = appended.outcome === "won" ? appended.events : []
        for (const event of won) attempts.begin(study, event)
        const one = span(attempts.contextOf(study, won))
        one.setAttribute("diapason.outcome", appended.outcome)
        one.end()
        for (const event of won) attempts.end(study, event)
        return appended
      } catch (error) {
        const one = span(attempts.contextOf(study, events))
        one.recordException(error as Error)
        one.setStatus({ code: SpanStatusCode.ERROR, message: (error as Error).message })
        one.end()
        throw error
      }
    },
  }
}

/** Every method is the store's own, also of one that is an instance of a class. */
const whole = (store: EventStore): EventStore => ({
  url: store.url,
  append: (...asked) => store.append(...asked),
  read: (...asked) => store.read(...asked),
  watch: (...asked) => store.watch(...asked),
  studies: () => store.studies(),
  leases: store.leases,
  cache: store.cache,
  close: () => store.close(),
})

function openAttempts({ tracer, named }: Spans, asked: Suggestions, open: Set<() => void>) {
  const running = new Map<string, { readonly span: Span; readonly over: () => void }>()
  const keyOf = (study: string, trial: number): string => `${study}/${trial}`
  return {
    begin(study: string, event: StudyEvent): void {
      if (event.kind !== "trial.started") return
      const { trial, attempt, session, at, handed, fidelity } = event
      const attributes = {
        "diapason.study": study,
        "diapason.trial": trial,
        "diapason.attempt": attempt,
        "diapason.session": session,
        ...(fidelity !== undefined && { "diapason.fidelity": fidelity }),
        ...(handed?.worker !== undefined && { "diapason.worker": handed.worker }),
      }
      const name = attemptTrace({ study, session: handed?.worker ?? session, trial, attempt })
      const span = named(name, () => tracer.startSpan("attempt", { root: true, startTime: at, attributes }))
      const over = (): void => span.end()
      running.get(keyOf(study, trial))?.over()
      running.set(keyOf(study, trial), { span, over })
      open.add(over)
      const suggested = attempt === 1 ? asked.take(study, trial) : undefined
      if (suggested === undefined) return
      const { from, to, sampler } = suggested
      const below = { startTime: from, attributes: { "diapason.study": study, "diapason.trial": trial, "diapason.sampler": sampler } }
      tracer.startSpan("suggest", below, trace.setSpan(ROOT_CONTEXT, span)).end(to)
    },
    contextOf(study: string, events: readonly EventBody[]): Context {
      const numbers = events.flatMap((event) => ("trial" in event && event.trial !== undefined ? [event.trial] : []))
      const one = running.get(keyOf(study, numbers[0] ?? -1))
      return one === undefined ? ROOT_CONTEXT : trace.setSpan(ROOT_CONTEXT, one.span)
    },
    end(study: string, event: StudyEvent): void {
      const came = endingIn(event)
      if (came === undefined || !("trial" in event) || event.trial === undefined) return
      const one = running.get(keyOf(study, event.trial))
      if (one === undefined) return
      running.delete(keyOf(study, event.trial))
      open.delete(one.over)
      one.span.setAttributes(came.attributes)
      if (came.failed !== undefined) one.span.setStatus({ code: SpanStatusCode.ERROR, message: came.failed })
      one.span.end(event.at)
    },
  }
}

/** What an event says of the end of an attempt: the state of its trial after it, and why it failed. */
function endingIn(event: StudyEvent): { readonly attributes: Attributes; readonly failed?: string } | undefined {
  if (event.kind === "trial.decided") return event.action === "pause" ? { attributes: { "diapason.state": "paused" } } : undefined
  if (event.kind !== "trial.finished" && event.kind !== "trial.requeued") return undefined
  const state = event.kind === "trial.requeued" ? "waiting" : event.state
  const { failure } = event
  if (failure === undefined) return { attributes: { "diapason.state": state } }
  return { attributes: { "diapason.state": state, "diapason.failure": failure.kind }, failed: failure.message }
}
