import type { Span, Tracer } from "@opentelemetry/api"
import type { AttemptTrace } from "./attempt-trace.ts"

/** Begins spans, also some whose names are settled. */
export interface Spans {
  readonly tracer: Tracer
  /** The span that `begin` begins has this name. */
  named(name: AttemptTrace, begin: () => Span): Span
}
