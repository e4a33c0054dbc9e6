import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import { memoryStore, type Clock } from "@diapason/core"
import { expect, it } from "vitest"
import { createServer } from "@diapason/server"
import { choose } from "./choose-random.ts"
import { begun, created, finished, opened, owner, reported } from "./served.ts"

/** What people and programs send that nobody expects. */
const hostile = [
  "<script>alert(1)</script>",
  "'; DROP TABLE studies; --",
  "../../../../etc/passwd",
  "..%2f..%2f",
  "\u0000",
  "\u001b[2J\r\nx: y",
  "\ud800",
  "__proto__",
  "constructor",
  "9".repeat(400),
  "1e999",
  "-0",
  "NaN",
  "a".repeat(5000),
  "%",
  "",
  " ",
  "*",
]

/** Stands for a value so deep that whoever walks it by calling itself has many calls open; see `inDepth`. */
const deep = ["@deep:200", "@deep:5000"] as const

const inDepth = (json: string): string =>
  json.replace(/"@deep:(\d+)"/g, (_, levels: string) => `${'[{"a":'.repeat(Number(levels) / 2)}1${"}]".repeat(Number(levels) / 2)}`)

const strange = fc.oneof(
  fc.constantFrom<unknown>(...hostile, null, true, -1, 0, 1e308, 2 ** 53, -2e9, [], {}, ...deep),
  fc.jsonValue({ maxDepth: 3 }),
)

interface Schema {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema
  readonly minimum?: number
  readonly maximum?: number
}

/** Values of a schema, and now and then others. */
function valueOf(schema: Schema = { type: "string" }): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 6, arbitrary: fitting(schema) }, { weight: 1, arbitrary: strange })
}

function fitting(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  if (schema.const !== undefined) return fc.constant(schema.const)
  const some = schema.anyOf ?? schema.oneOf
  if (some !== undefined) return fc.oneof(...some.map(fitting))
  switch (schema.type) {
    case "string":
      return fc.oneof(fc.constantFrom("a", "loss", "lr", ...hostile), fc.string({ maxLength: 12 }))
    case "integer":
      return fc.oneof(fc.integer({ min: 0, max: 12 }), fc.integer())
    case "number":
      return fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ noNaN: true }))
    case "boolean":
      return fc.boolean()
    case "array":
      return fc.array(valueOf(schema.items ?? {}), { maxLength: 4 })
    case "object":
      return objectOf(schema)
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

function objectOf({ properties = {}, required = [], additionalProperties }: Schema): fc.Arbitrary<unknown> {
  const fields = fc.record(Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, valueOf(one)])), {
    requiredKeys: required.filter((name) => name in properties),
  } as object)
  if (typeof additionalProperties !== "object") return fields
  const names = fc.oneof(fc.constantFrom("lr", "loss", ...hostile.slice(0, 8)), fc.string({ maxLength: 6 }))
  return fc.dictionary(names, valueOf(additionalProperties), { maxKeys: 3 })
}

interface Operation {
  readonly parameters: readonly {
    readonly name: string
    readonly in: "path" | "query"
    readonly required: boolean
    readonly schema: Schema
  }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> }
}

/** Time passes quickly, and nothing happens by itself. */
const clock: Clock = {
  now: () => Date.now(),
  after: (ms, signal) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.min(ms, 2))
      signal?.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true })
    }),
  every: () => undefined,
}

async function server() {
  const dir = mkdtempSync(join(tmpdir(), "fuzz-"))
  const store = memoryStore(clock)
  await store.append("a", [created("a", { trials: 50 }), opened(), ...begun(0), reported(0, 1, 1), finished(0, 1), ...begun(1)])
  await store.append("<b>/../ä", [created("<b>/../ä")])
  const conductor = {
    holder: { host: "lab", boot: "b", pid: 1, started: "1" },
    host: { alive: () => "unknown" as const, sweep: async () => undefined },
    choose,
    facts: {},
    trialFolder: () => dir,
    mayKeep: () => true,
  }
  return createServer({ store, clock, choose, dir, version: "1", identify: () => ({ ...owner, role: "admin" }), conductor })
}

it("whatever is sent to any route, nothing is the server's mistake", async () => {
  const app = await server()
  const { paths } = (await app.inject("/v1/openapi.json")).json<{ paths: Record<string, Record<string, Operation>> }>()
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({ path, method, ...one })),
  )
  expect(operations.length).toBeGreaterThan(20)
  const text = (value: unknown): string => (typeof value === "string" ? value : (JSON.stringify(value) ?? ""))
  const known: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
    study: fc.constantFrom("a", "a", "a", "<b>/../ä", ...hostile),
    trial: fc.constantFrom(0, 1, 1, 2, 7, ...hostile),
  }
  const runs = Math.max(4, Math.round(700 / operations.length))
  for (const { path, method, parameters, requestBody } of operations) {
    const body = Object.entries(requestBody?.content ?? {})[0]
    const request = fc.record({
      fields: fc.record(
        Object.fromEntries(parameters.map(({ name, schema }) => [name, fc.option(known[name] ?? valueOf(schema), { nil: undefined })])),
      ),
      payload: body === undefined ? fc.constant(undefined) : valueOf(body[1].schema),
    })
    const send = async ({ fields, payload }: { fields: Readonly<Record<string, unknown>>; payload: unknown }): Promise<void> => {
      const encoded = (value: unknown): string => encodeURIComponent(text(value).replace(/\p{Surrogate}/gu, "\ufffd"))
      const url = path.replace(/\{(\w+)\}/g, (_, name: string) => encoded(fields[name] ?? "a"))
      const query = parameters
        .filter((one) => one.in === "query" && fields[one.name] !== undefined)
        .map(({ name }) => `${name}=${encoded(fields[name])}`)
      const gone = new AbortController()
      const json = payload === undefined ? {} : { payload: inDepth(JSON.stringify(payload)), headers: { "content-type": body![0] } }
      const answer = await app.inject({
        method: method.toUpperCase() as "GET",
        url: query.length > 0 ? `${url}?${query.join("&")}` : url,
        ...json,
        payloadAsStream: true,
        signal: gone.signal,
      })
      const stream = answer.stream()
      stream.on("error", () => undefined)
      if (answer.statusCode >= 500 && answer.statusCode !== 503) {
        let told = ""
        for await (const chunk of stream) told += String(chunk)
        throw new Error(`${method} ${url} ${JSON.stringify(payload)?.slice(0, 300)}: ${answer.statusCode} ${told}`)
      }
      stream.destroy()
      gone.abort()
    }
    await fc.assert(fc.asyncProperty(request, send), { numRuns: runs, endOnFailure: true })
  }
  await app.close()
}, 60_000)
