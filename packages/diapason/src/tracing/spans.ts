import { SpanKind, SpanStatusCode, trace, ROOT_CONTEXT, type Context, type Tracer } from "@opentelemetry/api"
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http"
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources"
import { BasicTracerProvider, BatchSpanProcessor, RandomIdGenerator, type IdGenerator } from "@opentelemetry/sdk-trace-base"
import type { Answered } from "@diapason/server"
import { version } from "../host/version.ts"
import type { AttemptTrace } from "./attempt-trace.ts"
import type { Spans } from "./named-spans.ts"
import { suggestions } from "./suggestions.ts"
import { tracedStore } from "./traced-store.ts"
import type { Tracing } from "./tracing.ts"

/** Spans that are sent as OTLP over HTTP, where OpenTelemetry's variables say. */
export function spans(service: string): Tracing {
  const ids = pinnedIds()
  const resource = defaultResource()
    .merge(resourceFromAttributes({ "service.name": service, "service.version": version }))
    .merge(detectResources({ detectors: [envDetector] }))
  const provider = new BasicTracerProvider({
    resource,
    idGenerator: ids.generator,
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter(usual()))],
  })
  const made: Spans = { tracer: provider.getTracer("diapason", version), named: ids.named }
  const asked = suggestions()
  const open = new Set<() => void>()
  return {
    store: (store) => tracedStore(store, made, asked, open),
    choose: (choose) => asked.timed(choose),
    answered: (request) => recordRequest(made.tracer, request),
    async close() {
      for (const end of open) end()
      await provider.shutdown().catch(() => undefined)
    },
  }
}

/** Milliseconds for which a receiver is asked that does not answer, unless a variable says so: nobody waits long at the end of a study. */
const usual = (): { readonly timeoutMillis?: number } =>
  process.env["OTEL_EXPORTER_OTLP_TIMEOUT"] === undefined && process.env["OTEL_EXPORTER_OTLP_TRACES_TIMEOUT"] === undefined
    ? { timeoutMillis: 2000 }
    : {}

function recordRequest(tracer: Tracer, { method, route, status, took, who, traceparent }: Answered): void {
  const endTime = Date.now()
  const attributes = {
    "http.request.method": method,
    "http.route": route,
    "http.response.status_code": status,
    ...(who !== undefined && { "diapason.who": who }),
  }
  const options = { kind: SpanKind.SERVER, startTime: endTime - took, attributes }
  const span = tracer.startSpan(`${method} ${route}`, options, parentIn(traceparent))
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
  span.end(endTime)
}

function parentIn(traceparent = ""): Context {
  const [, traceId, spanId, flags] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(traceparent) ?? []
  if (traceId === undefined) return ROOT_CONTEXT
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId: spanId!, traceFlags: Number.parseInt(flags!, 16) & 1, isRemote: true })
}

/** Names at random, but for what is begun under a name. */
function pinnedIds(): { readonly generator: IdGenerator; readonly named: Spans["named"] } {
  const random = new RandomIdGenerator()
  let pinned: AttemptTrace | undefined
  return {
    named(name, begin) {
      pinned = name
      const span = begin()
      pinned = undefined
      return span
    },
    generator: {
      generateTraceId: () => pinned?.traceId ?? random.generateTraceId(),
      generateSpanId: () => pinned?.spanId ?? random.generateSpanId(),
    },
  }
}
