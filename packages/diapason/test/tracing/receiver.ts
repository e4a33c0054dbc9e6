import { createServer } from "node:http"
import type { AddressInfo } from "node:net"

/** A span as OTLP/JSON sends it. */
export interface SentSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly kind: number
  readonly start: number
  readonly end: number
  readonly status: number
  readonly attributes: Readonly<Record<string, unknown>>
  readonly service: unknown
}

/** A receiver of OTLP over HTTP on this machine, and what it was sent. */
export async function receiver() {
  const spans: SentSpan[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      if (request.url === "/v1/traces") spans.push(...spansIn(JSON.parse(Buffer.concat(chunks).toString()) as Sent))
      response.setHeader("content-type", "application/json").end("{}")
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  }
}

interface Sent {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] }
    readonly scopeSpans: readonly { readonly spans: readonly Wire[] }[]
  }[]
}

interface Wire {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly kind: number
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly status: { readonly code?: number }
  readonly attributes: readonly Attribute[]
}

interface Attribute {
  readonly key: string
  readonly value: Value
}

interface Value {
  readonly stringValue?: string
  readonly intValue?: number | string
  readonly arrayValue?: { readonly values: readonly Value[] }
}

const spansIn = ({ resourceSpans }: Sent): readonly SentSpan[] =>
  resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map(({ traceId, spanId, parentSpanId, name, kind, startTimeUnixNano, endTimeUnixNano, status, attributes }) => ({
        traceId,
        spanId,
        ...(parentSpanId !== undefined && parentSpanId !== "" && { parentSpanId }),
        name,
        kind,
        start: Number(startTimeUnixNano) / 1e6,
        end: Number(endTimeUnixNano) / 1e6,
        status: status.code ?? 0,
        attributes: valuesOf(attributes),
        service: valuesOf(resource.attributes)["service.name"],
      })),
    ),
  )

const valuesOf = (attributes: readonly Attribute[]): Record<string, unknown> =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, plain(value)]))

const plain = ({ stringValue, intValue, arrayValue }: Value): unknown =>
  arrayValue === undefined ? (stringValue ?? (intValue === undefined ? undefined : Number(intValue))) : arrayValue.values.map(plain)
