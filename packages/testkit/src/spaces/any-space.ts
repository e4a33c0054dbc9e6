import { cardinality, spaceFromJson, type Space } from "@diapason/core"
import fc from "fast-check"

export interface SpaceLimits {
  /** No parameter without end of values. */
  readonly finite?: boolean
  /** The most configurations of a finite space. */
  readonly most?: number
  /** The most parameters at the top. */
  readonly entries?: number
}

/**
 * Spaces that people could have written: every type and scale, conditions on earlier parameters, branches, lists, mixtures, networks, and
 * a constraint between two numbers that some configuration always fulfils. At least two configurations.
 */
export const anySpace = ({ finite = false, most = Infinity, entries = 5 }: SpaceLimits = {}): fc.Arbitrary<Space> =>
  fc
    .tuple(fc.array(anyEntry(finite), { minLength: 1, maxLength: entries }), fc.boolean())
    .map(([drafts, constrained]) => spaceOf(drafts, constrained))
    .filter((space) => {
      const size = cardinality(space)
      return size >= 2 && (!finite || size <= most)
    })

type Json = Readonly<Record<string, unknown>>

interface Draft {
  readonly json: Json
  /** Which earlier listed parameter it waits for, if any. */
  readonly waits?: number | undefined
}

const anyEntry = (finite: boolean): fc.Arbitrary<Draft> =>
  fc.record({
    json: fc.oneof({ weight: 5, arbitrary: anyLeaf(finite) }, { weight: 2, arbitrary: anyComposite(finite) }),
    waits: fc.option(fc.nat(7), { nil: undefined, freq: 3 }),
  })

const anyComposite = (finite: boolean): fc.Arbitrary<Json> => {
  const leaf = anyLeaf(finite)
  const children = fc.array(leaf, { maxLength: 2 }).map((all) => Object.fromEntries(all.map((json, i) => [`c${i}`, json])))
  return fc.oneof(
    anySchedule(finite),
    anyNetwork,
    fc.record({ first: children, second: children, third: children }).map((branches): Json => ({ type: "branch", branches })),
    fc.tuple(fc.integer({ min: 1, max: 3 }), leaf).map(([length, of]): Json => ({ type: "list", length, of })),
    anyNumber(finite).map((range): Json => ({ type: "mix", of: [-1e6, range, "none"] })),
  )
}

/** Two searched shares at most, so that a finite one stays small. */
const anySchedule = (finite: boolean): fc.Arbitrary<Json> =>
  fc
    .tuple(fc.uniqueArray(fc.constantFrom("cosine", "wsd", "plateau"), { minLength: 1, maxLength: 2 }), fc.boolean())
    .map(([forms, bare]): Json => {
      const base = finite ? [0.01, 0.1] : { low: 1e-5, high: 0.1 }
      return { type: "schedule", base, forms, warmup: bare ? 0 : [0, 0.1] }
    })

/** Chains and cells; of the cells most draws could not be built as they are. */
const anyNetwork: fc.Arbitrary<Json> = fc.oneof(
  fc.tuple(fc.integer({ min: 1, max: 2 }), fc.boolean()).map(([high, shared]): Json => ({
    type: "network",
    kind: "chain",
    depth: { type: "int", low: 1, high },
    layer: { op: ["conv", "identity"], width: [8, 16], act: ["relu", "gelu"] },
    ...(shared && { shared: ["act"] }),
  })),
  fc.boolean().map((few): Json => ({
    type: "network",
    kind: "cell",
    nodes: 3,
    edges: ["none", "skip", "conv"],
    ...(few && { max_edges: 1 }),
  })),
  fc
    .integer({ min: 2, max: 4 })
    .map((most): Json => ({ type: "network", kind: "cell", nodes: 4, operations: ["conv", "pool"], max_edges: most })),
)

const anyLeaf = (finite: boolean): fc.Arbitrary<Json> => fc.oneof(anyNumber(finite), anyListed)

const anyListed: fc.Arbitrary<Json> = fc.oneof(
  fc.integer({ min: 2, max: 4 }).map((n): Json => ({ type: "choice", values: ["red", "green", "blue", "grey"].slice(0, n) })),
  fc.integer({ min: 2, max: 4 }).map((n): Json => ({ type: "ordinal", values: [2, 8, 16, 256].slice(0, n) })),
  fc.constant<Json>({ type: "bool" }),
  fc.constant<Json>({ type: "fixed", value: 7 }),
)

const anyNumber = (finite: boolean): fc.Arbitrary<Json> => (finite ? anyStepped : fc.oneof(anyStepped, anyLine))

const anyStepped: fc.Arbitrary<Json> = fc.oneof(
  fc
    .tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 1, max: 6 }))
    .map(([low, n]): Json => ({ type: "int", low, high: low + n })),
  fc.integer({ min: 1, max: 3 }).map((step): Json => ({ type: "int", low: 0, high: 7, step })),
  fc.integer({ min: 1, max: 5 }).map((high): Json => ({ type: "int", low: 1, high: high * high + 1, scale: "log" })),
  fc.integer({ min: 1, max: 4 }).map((n): Json => ({ type: "int", low: 4, high: 4 << n, scale: "pow2" })),
  fc.constantFrom(0.05, 0.1, 0.25).map((step): Json => ({ type: "float", low: 0, high: 0.5, step })),
)

const anyLine: fc.Arbitrary<Json> = fc.oneof(
  fc
    .tuple(fc.integer({ min: -100, max: 100 }), fc.integer({ min: 1, max: 50 }))
    .map(([low, n]): Json => ({ type: "float", low, high: low + n })),
  fc.integer({ min: -5, max: -1 }).map((n): Json => ({ type: "float", low: Number(`1e${n}`), high: 1, scale: "log" })),
  fc.constant<Json>({ type: "float", low: 0.5, high: 0.999, scale: "reverse-log" }),
)

function spaceOf(drafts: readonly Draft[], constrained: boolean): Space {
  const json: Record<string, Json> = {}
  drafts.forEach((draft, i) => {
    const parents = Object.entries(json).filter(([, { type, values }]) => type === "bool" || values !== undefined)
    const parent = draft.waits === undefined ? undefined : parents[draft.waits]
    json[`p${i}`] = parent === undefined ? draft.json : { ...draft.json, when: { [parent[0]]: someValues(parent[1]) } }
  })
  return spaceFromJson(json, constrained ? constraintOver(json) : [])
}

const someValues = ({ values }: Json): readonly unknown[] => (values === undefined ? [true] : (values as unknown[]).slice(1))

/** The sum of the first two numbers stays below that of the one's low end and the other's high end. */
function constraintOver(json: Readonly<Record<string, Json>>): string[] {
  const numbers = Object.entries(json).filter(([, { type, when }]) => (type === "int" || type === "float") && when === undefined)
  const [a, b] = numbers
  return a === undefined || b === undefined ? [] : [`${a[0]} + ${b[0]} <= ${Number(a[1]["low"]) + Number(b[1]["high"])}`]
}
