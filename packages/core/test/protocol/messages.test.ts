import fc from "fast-check"
import { expect, test } from "vitest"
import { negotiate, readAnswer, readMessage, writeMessage, type ChildMessage, type ParentMessage } from "@diapason/core/protocol"

const name = fc.string({ maxLength: 8 })
const metrics = fc.dictionary(
  name,
  fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity)).map((x) => (Object.is(x, -0) ? 0 : x)),
)
const step = fc.nat()
const child: fc.Arbitrary<ChildMessage> = fc.oneof(
  fc.record({ type: fc.constant("hello" as const), protocol: fc.array(fc.nat(9), { minLength: 1 }), capabilities: fc.array(name) }),
  fc.record({ type: fc.constant("report" as const), seq: fc.nat(), step, metrics }),
  fc.record({ type: fc.constant("report" as const), metrics }),
  fc.record({ type: fc.constant("checkpoint" as const), step, path: name, bytes: fc.nat() }),
  fc.record({ type: fc.constant("artifact" as const), name, path: name, media: name }),
  fc.record({ type: fc.constant("note" as const), key: name, value: fc.oneof(fc.constant(null), fc.integer(), name) }),
  fc.record({ type: fc.constant("log" as const), level: name, text: name }),
  fc.record({ type: fc.constant("applied" as const), rev: fc.nat(), step }),
  fc.record({ type: fc.constant("refused" as const), rev: fc.nat(), why: name }),
  fc.record({ type: fc.constant("result" as const), metrics }),
  fc.record({
    type: fc.constant("fail" as const),
    kind: fc.constantFrom("oom" as const, "invalid" as const),
    text: name,
    retry: fc.boolean(),
  }),
  fc.constant({ type: "heartbeat" as const }),
  fc.constant({ type: "bye" as const }),
)
const parent: fc.Arbitrary<ParentMessage> = fc.oneof(
  fc.record({
    type: fc.constant("welcome" as const),
    protocol: fc.constant(1),
    study: name,
    trial: fc.nat(),
    attempt: fc.nat(),
    config: fc.record({ lr: fc.nat(), use: name }),
    seed: fc.nat(),
    fidelity: fc.nat(),
    resume: fc.record({ step, path: name }),
  }),
  fc.record({
    type: fc.constant("decision" as const),
    for: fc.nat(),
    action: fc.constantFrom("continue" as const, "stop" as const),
    why: fc.record({ code: name, text: name }),
  }),
  fc.constant({ type: "save" as const }),
  fc.constant({ type: "end" as const, stale: true as const }),
)

test("every message is read as it was written, on one line", () => {
  fc.assert(
    fc.property(child, (message) => {
      const line = writeMessage(message)
      expect(line.indexOf("\n")).toBe(line.length - 1)
      expect(readMessage(line)).toEqual({ kind: "message", message, leftOut: [] })
    }),
  )
  fc.assert(
    fc.property(parent, (message) => {
      expect(readAnswer(writeMessage(message))).toEqual(message)
    }),
  )
})

test("no line makes the readers throw", () => {
  const shape = fc.object({
    key: fc.constantFrom("type", "metrics", "step", "seq", "protocol", "kind", "path", "why", "for", "action", "config"),
  })
  const types = fc.constantFrom("report", "hello", "fail", "welcome", "decision", "end", "__proto__", "constructor", "checkpoint")
  const line = fc.oneof(
    fc.string(),
    fc.json(),
    fc.tuple(shape, types).map(([o, type]) => JSON.stringify({ ...o, type })),
  )
  fc.assert(
    fc.property(line, (text) => {
      readMessage(text)
      readAnswer(text)
    }),
    { numRuns: 500 },
  )
})

test("bare NaN and Infinity, as Python writes them, are numbers, and words in strings stay words", () => {
  const read = readMessage('{"type": "report", "step": 1, "metrics": {"a": NaN, "b": -Infinity, "c": Infinity, "x NaN\\"": 1, "d": "nan"}}')
  expect(read).toMatchObject({ message: { metrics: { a: NaN, b: -Infinity, c: Infinity, 'x NaN"': 1, d: NaN } } })
})

test("unknown fields and unusable optional fields are left out and named", () => {
  const read = readMessage('{"type":"report","seq":"four","step":2,"metrics":{"a":1,"b":"high","c":[1]},"colour":"red"}')
  expect(read).toEqual({
    kind: "message",
    message: { type: "report", step: 2, metrics: { a: 1 } },
    leftOut: ["colour", "metrics.b (not a number)", "metrics.c (not a number)", "seq (not a whole number from 0)"],
  })
})

test.each([
  ["half a line", '{"type":"report","met', "not a JSON value"],
  ["a list", "[1]", "not a JSON object"],
  ["no type", "{}", 'it has no "type"'],
  ["a type of a later version", '{"type":"gradient"}', 'unknown type "gradient"'],
  ["a type that every object has", '{"type":"constructor"}', 'unknown type "constructor"'],
  ["a report without metrics", '{"type":"report","step":1}', 'report: "metrics" must be an object of numbers by name'],
  ["a checkpoint at a negative step", '{"type":"checkpoint","step":-1,"path":"p"}', 'checkpoint: "step" must be a number from 0'],
])("%s is ignored with its reason", (_, line, why) => {
  expect(readMessage(line)).toEqual({ kind: "ignored", why })
})

test("a metric called __proto__ is a metric", () => {
  const read = readMessage('{"type":"report","metrics":{"__proto__":1}}')
  expect(read.kind === "message" && read.message.type === "report" && Object.entries(read.message.metrics)).toEqual([["__proto__", 1]])
})

test("a failure of an unknown kind is a crash", () => {
  expect(readMessage('{"type":"fail","kind":"melted","text":"hot"}')).toMatchObject({ message: { kind: "crash", text: "hot" } })
})

test("an action of a later version reads as continue, so that the report counts as answered", () => {
  expect(readAnswer('{"type":"decision","for":3,"action":"rejoice","rev":1}')).toEqual({ type: "decision", for: 3, action: "continue" })
})

test("the newest major of both sides is taken, and a stranger gets D501 with the side to upgrade", () => {
  expect(negotiate([3, 1])).toEqual({ protocol: 1 })
  const newer = negotiate([2])
  expect("error" in newer && [newer.error.code, newer.error.words.mend]).toEqual(["D501", expect.stringContaining('"diapason<2"')])
  const older = negotiate([0])
  expect("error" in older && older.error.words.mend).toContain("upgrade the helper")
})
