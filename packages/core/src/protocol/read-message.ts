import { endingKinds, requeuingKinds, type FailureKind } from "../event/failure.ts"
import type { Json } from "../event/json.ts"
import type { ChildMessage } from "./child-message.ts"
import { count, counts, fieldsOf, flag, step, text, texts, type Fields } from "./fields.ts"
import { parseLine } from "./parse-line.ts"

/**
 * Reads one line that an attempt sent. Never throws: what is no message is `ignored` with the reason, so that it can be counted
 * and shown; unknown fields, and optional ones of the wrong type, are left out of an otherwise good message and named.
 */
export function readMessage(line: string): Message | Ignored {
  const parsed = parseLine(line)
  return "why" in parsed ? ignored(parsed.why) : messageFrom(parsed.object)
}

/** The same for an object that was read already. */
export function messageFrom(object: Readonly<Record<string, unknown>>): Message | Ignored {
  const type = object["type"]
  if (typeof type !== "string") return ignored('it has no "type"')
  const read = Object.hasOwn(readers, type) ? readers[type as ChildMessage["type"]] : undefined
  if (read === undefined) return ignored(`unknown type "${type.slice(0, 40)}"`)
  const fields = fieldsOf(object)
  const message = read(fields)
  return fields.wrong === undefined ? { kind: "message", message, leftOut: fields.leftOut() } : ignored(`${type}: ${fields.wrong}`)
}

/** A message that was understood. */
export interface Message {
  readonly kind: "message"
  readonly message: ChildMessage
  /** What in it was not understood. */
  readonly leftOut: readonly string[]
}

/** A line that is no message, and why. */
export interface Ignored {
  readonly kind: "ignored"
  readonly why: string
}

const ignored = (why: string): Ignored => ({ kind: "ignored", why })

const readers: { readonly [T in ChildMessage["type"]]: (f: Fields) => Extract<ChildMessage, { type: T }> } = {
  hello: (f) => ({
    type: "hello",
    protocol: f.need("protocol", counts),
    capabilities: f.may("capabilities", texts) ?? [],
    ...given("client", f.may("client", text)),
  }),
  report: (f) => ({
    type: "report",
    metrics: f.metrics("metrics"),
    ...given("seq", f.may("seq", count)),
    ...given("step", f.may("step", step)),
  }),
  checkpoint: (f) => ({
    type: "checkpoint",
    step: f.need("step", step),
    path: f.need("path", text),
    ...given("bytes", f.may("bytes", count)),
  }),
  artifact: (f) => ({ type: "artifact", name: f.need("name", text), path: f.need("path", text), ...given("media", f.may("media", text)) }),
  note: (f) => ({ type: "note", key: f.need("key", text), value: f.need("value", json) }),
  log: (f) => ({ type: "log", level: f.may("level", text) ?? "info", text: f.need("text", text) }),
  heartbeat: () => ({ type: "heartbeat" }),
  applied: (f) => ({ type: "applied", rev: f.need("rev", count), ...given("step", f.may("step", step)) }),
  refused: (f) => ({
    type: "refused",
    rev: f.need("rev", count),
    ...given("step", f.may("step", step)),
    ...given("why", f.may("why", text)),
  }),
  result: (f) => ({ type: "result", metrics: f.metrics("metrics") }),
  fail: (f) => ({
    type: "fail",
    kind: f.may("kind", kind) ?? "crash",
    text: f.may("text", text) ?? "",
    retry: f.may("retry", flag) ?? false,
  }),
  bye: () => ({ type: "bye" }),
}

const kinds: readonly string[] = [...endingKinds, ...requeuingKinds]
const kind = { called: "a known kind of failure", read: (x: unknown) => (kinds.includes(x as string) ? (x as FailureKind) : undefined) }
const json = { called: "a JSON value", read: (x: unknown) => x as Json | undefined }

/** An optional field: present only when it has a value. */
function given<K extends string, T>(name: K, value: T | undefined): { readonly [P in K]?: T } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [P in K]?: T })
}
