import type { Config, EventBody, Holder, Json } from "@diapason/core"
import fc from "fast-check"

/** JSON with everything in it that a careless store spoils: -0, lone surrogates, empty and odd keys, long texts, deep nests. */
export const anyJson = (): fc.Arbitrary<Json> => fc.oneof({ weight: 6, arbitrary: nested }, { weight: 1, arbitrary: deep })

/** Any string of UTF-16 code units, lone surrogates and control characters among them. */
export const anyText = (): fc.Arbitrary<string> => fc.oneof(fc.constantFrom(...oddTexts), fc.string({ unit: codeUnit, maxLength: 20 }))

/** An event of one of the kinds that carry a person's or a script's data. Its values need not make sense together. */
export const anyEvent = (): fc.Arbitrary<EventBody> => fc.oneof(noted, suggested, reported, finished)

/** Names of studies, keys of leases: well-formed, 1 to 200 characters, many of them prefixes or look-alikes of each other. */
export const anyName = (): fc.Arbitrary<string> =>
  fc.oneof(fc.constantFrom(...oddNames), fc.string({ unit: codePoint, minLength: 1, maxLength: 200 }))

export const anyHolder = (): fc.Arbitrary<Holder> =>
  fc.record({ host: anyName(), boot: anyName(), pid: fc.nat(), started: anyName() }, { noNullPrototype: true })

/** Any character, the planes beyond the first among them; no surrogates. */
const codePoint = fc.integer({ min: 0, max: 0x10ffff - 0x800 }).map((n) => String.fromCodePoint(n < 0xd800 ? n : n + 0x800))

const codeUnit = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit))

const oddTexts = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\udfff\ud800",
  "\u{1f600}",
  "e\u0301",
  "\u00e9",
  "\u2028",
  "'\"`\\",
  "null",
  "NaN",
]

const oddKeys = ["", "__proto__", "constructor", "toString", "toJSON", "length", "0", "10", "9", "a b", "\ud800", "b", "a"]

/** Names that are prefixes or look-alikes of each other, or that a careless store reads in its own way. */
export const oddNames: readonly string[] = [
  ...[
    "a",
    "aa",
    "aaa",
    "A",
    "a ",
    " a",
    "a.b",
    "a/b",
    "a\\b",
    "../a",
    "a%",
    "a_",
    "a*",
    "a?b",
    "a'b",
    'a"b',
    "a\nb",
    "a\u0000",
    "a\u0000b",
  ],
  ...[
    "\u00e9",
    "e\u0301",
    "\u{1f600}",
    "\u{1f600}\u{1f601}",
    "null",
    "__proto__",
    "constructor",
    "0",
    "00",
    "1e3",
    "x".repeat(199),
    "x".repeat(200),
  ],
]

const leaf: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, true, false, 0, -0, 5e-324, -1.7976931348623157e308, 2 ** 53, 0.1, 1e21),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  anyText(),
)

const key = fc.oneof(fc.constantFrom(...oddKeys), anyText())

/** Made from its JSON text, so that `__proto__` is a key like any other. */
const record = <T extends Json>(value: fc.Arbitrary<T>): fc.Arbitrary<{ readonly [key: string]: Json }> =>
  fc.uniqueArray(fc.tuple(key, value), { maxLength: 5, selector: ([name]) => name }).map((entries) => {
    const members = entries.map(([name, member]) => `${JSON.stringify(name)}:${JSON.stringify(member)}`)
    return JSON.parse(`{${members.join(",")}}`) as { readonly [key: string]: Json }
  })

const { nested } = fc.letrec<{ nested: Json }>((tie) => ({
  nested: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.array(tie("nested"), { maxLength: 4 }),
    record(tie("nested") as fc.Arbitrary<Json>),
  ),
}))

/** Lists and objects by turns, up to 300 deep. */
const deep: fc.Arbitrary<Json> = fc.integer({ min: 50, max: 300 }).map((depth) => {
  let value: Json = -0
  for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [value] : { "": value }
  return value
})

const config: fc.Arbitrary<Config> = record(nested)

const metrics = fc.dictionary(
  fc.constantFrom("loss", "accuracy", "", "\u00e9", "val_loss"),
  fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom("nan" as const, "inf" as const, "-inf" as const, -0)),
  { maxKeys: 4, noNullPrototype: true },
)

const noted: fc.Arbitrary<EventBody> = fc.tuple(anyText(), anyJson()).map(([name, value]) => ({ kind: "note.set", key: name, value }))

const suggested: fc.Arbitrary<EventBody> = fc
  .tuple(fc.nat(), config, anyText(), fc.nat())
  .map(([trial, drawn, why, basis]) => ({ kind: "trial.suggested", trial, config: drawn, why, by: "random/1", basis }))

const reported: fc.Arbitrary<EventBody> = fc
  .tuple(fc.nat(), fc.nat(), metrics)
  .map(([trial, step, values]) => ({ kind: "trial.reported", trial, attempt: 1, step, metrics: values }))

const finished: fc.Arbitrary<EventBody> = fc
  .tuple(fc.nat(), metrics, anyText())
  .map(([trial, values, why]) => ({ kind: "trial.finished", trial, attempt: 1, state: "complete", metrics: values, why }))
