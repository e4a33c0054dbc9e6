import fc from "fast-check"
import { spaceFromJson, type Json, type Space } from "@diapason/core"

/** Small spaces of every type, nested, with conditions on what was declared before, or after. */

type Given = Readonly<Record<string, Json>>

const ends = (of: fc.Arbitrary<number>): fc.Arbitrary<[number, number]> =>
  fc.tuple(of, of).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as [number, number])
const real = fc.integer({ min: -2000, max: 2000 }).map((n) => n / 8)
const tiny = fc.integer({ min: -7, max: 3 }).map((power) => Number(`1e${power}`))

const float = fc.oneof(
  ends(real).map(([low, high]) => ({ type: "float", low, high })),
  ends(tiny).map(([low, high]) => ({ type: "float", low, high, scale: "log" })),
  ends(fc.integer({ min: 0, max: 999 }).map((n) => n / 1000)).map(([low, high]) => ({ type: "float", low, high, scale: "reverse-log" })),
  fc
    .tuple(ends(fc.integer({ min: -30, max: 30 }).map((n) => n / 10)), fc.constantFrom(0.05, 0.1, 0.3, 2))
    .map(([[low, high], step]) => ({ type: "float", low, high, step })),
)
const int = fc.oneof(
  ends(fc.integer({ min: -20, max: 20 })).map(([low, high]) => ({ type: "int", low, high })),
  ends(fc.integer({ min: 1, max: 300 })).map(([low, high]) => ({ type: "int", low, high, scale: "log" })),
  ends(fc.integer({ min: 0, max: 8 }).map((k) => 2 ** k)).map(([low, high]) => ({ type: "int", low, high, scale: "pow2" })),
  fc
    .tuple(ends(fc.integer({ min: -20, max: 20 })), fc.integer({ min: 1, max: 5 }))
    .map(([[low, high], step]) => ({ type: "int", low, high, step })),
)
const word = fc.constantFrom("adam", "sgd", "none", "a b", "true", 'say "x"', "1..2", "log(1, 2)", "é", "")
const value: fc.Arbitrary<Json> = fc.oneof(word, fc.integer({ min: -9, max: 99 }), fc.constantFrom(0.5, 1e-7, true, false, null))
const values = fc.uniqueArray(fc.oneof(value, fc.constantFrom<Json>([1, 2], { k: "v" })), {
  minLength: 1,
  maxLength: 5,
  selector: (v) => JSON.stringify(v),
})
const listed = fc.oneof(
  values.map((values) => ({ type: "choice", values })),
  values.map((values) => ({ type: "ordinal", values })),
  fc.constant({ type: "bool" }),
)
const mix = fc
  .tuple(fc.uniqueArray(value, { maxLength: 2, selector: (v) => JSON.stringify(v) }), fc.array(fc.oneof(float, int), { maxLength: 2 }))
  .map(([values, ranges]): Given => ({
    type: "mix",
    of: [...values.map((v): Json => (typeof v === "string" ? { type: "fixed", value: v } : v)), ...distinct(ranges)],
  }))
  .filter(({ of }) => (of as readonly Json[]).length > 0)
const distinct = (list: readonly Json[]): readonly Json[] => [...new Map(list.map((one) => [JSON.stringify(one), one])).values()]

const share = fc.constantFrom<Json>(0, 0.1, "float(0, 0.25)", [0, 0.5])
const schedule = fc
  .record(
    {
      type: fc.constant("schedule"),
      base: fc.oneof(
        ends(tiny).map(([low, high]): Json => ({ low, high })),
        fc.constantFrom<Json>(0.01, "float(0.5, 1)"),
      ),
      forms: fc.uniqueArray(fc.constantFrom("cosine", "wsd", "polynomial"), { minLength: 1 }),
      warmup: share,
      floor: share,
    },
    { requiredKeys: ["type", "base", "forms"] },
  )
  .map((json): Given => json)

const network: fc.Arbitrary<Given> = fc.oneof(
  fc
    .tuple(fc.constantFrom<Json>(1, 2, "1..3", [1, 3], "int(1, 4, pow2)"), fc.oneof(int, listed), fc.constantFrom([], ["op"], ["width"]))
    .map(([depth, width, shared]): Given => ({ type: "network", kind: "chain", depth, layer: { op: ["a", "skip", "b"], width }, shared })),
  fc
    .constantFrom(["none", "a"], ["a", "skip"], ["none", "skip", "a", "b"])
    .map((edges): Given => ({ type: "network", kind: "cell", nodes: 4, edges })),
  fc
    .integer({ min: 1, max: 9 })
    .map((most): Given => ({ type: "network", kind: "cell", nodes: 4, operations: ["a", "b"], max_edges: most })),
)

const leaf: fc.Arbitrary<Given> = fc.oneof(
  float,
  int,
  listed,
  mix,
  schedule,
  value.map((value) => ({ type: "fixed", value })),
)

/** One parameter, composites to the given depth. */
export const parameter = (depth: number): fc.Arbitrary<Given> =>
  depth === 0
    ? leaf
    : fc.oneof(
        { weight: 4, arbitrary: leaf },
        {
          weight: 1,
          arbitrary: fc
            .tuple(fc.integer({ min: 0, max: 3 }), parameter(depth - 1))
            .map(([length, of]): Given => ({ type: "list", length, of })),
        },
        { weight: 2, arbitrary: branch(depth) },
        { weight: 1, arbitrary: network },
      )

const branch = (depth: number): fc.Arbitrary<Given> =>
  fc
    .dictionary(
      fc.constantFrom("sgd", "adam", "rms"),
      fc.dictionary(fc.constantFrom("p", "q", "r"), parameter(depth - 1), { maxKeys: 3, noNullPrototype: true }),
      {
        minKeys: 1,
        maxKeys: 3,
        noNullPrototype: true,
      },
    )
    .map((branches): Given => ({ type: "branch", branches }))

/** Names of parents that every drawn space has, so that conditions have something to name. */
const parents: Given = { kind: "red,green,blue", on: "bool", width: "16..256:pow2", count: "0..3" }

const whens = [
  undefined,
  undefined,
  { kind: ["red"] },
  { kind: ["red", "blue"], on: [true] },
  { width: [16, 32] },
  "width >= 64",
  "late > 0.5 && kind != 'red'",
  { late2: [1] },
] as const

/** A space of up to a dozen parameters. */
export const spaces: fc.Arbitrary<Space> = fc
  .tuple(
    fc.array(fc.tuple(parameter(2), fc.constantFrom(...whens)), { maxLength: 5 }),
    fc.option(parameter(1), { nil: undefined }),
    fc.constantFrom([], ["width * count <= 256"], ["kind != 'red' || on"]),
  )
  .map(([drawn, element, constraints]) => {
    const own = drawn.map(([json, when], i): [string, Json] => [`x${i}`, when === undefined ? json : { ...json, when }])
    const list: [string, Json][] = element === undefined ? [] : [["many", { type: "list", length: "count", of: element }]]
    const late: Given = { late: "0..1.0 if on=true", late2: "1,2,3", total: { type: "derived", expr: "width + late * 2" } }
    return spaceFromJson({ ...Object.fromEntries(list), ...parents, ...Object.fromEntries(own), ...late }, constraints)
  })

/** Unit coordinates that include both ends. */
export const units = fc.infiniteStream(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1)))
