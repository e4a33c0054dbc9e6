import type { Rng } from "@diapason/math"
import type { Json } from "../../event/json.ts"
import { meets } from "../active.ts"
import { indexOf, levels, valueAt } from "../levels.ts"
import type { Flat, Parameter } from "../parameter.ts"
import { planOf } from "../plan-of.ts"
import type { Space } from "../space.ts"
import { fromUnit } from "../unit.ts"
import { edgesThere, fitsCell } from "./cell-edges.ts"
import type { NetworkParameter } from "./graph.ts"
import { passing, type CellLayout, type ChainLayout } from "./layout.ts"
import { layersOf } from "./network-value.ts"

/** A network with one thing changed. */
export interface Mutation {
  readonly kind: MutationKind
  /** What was changed, in words: `layer 2: op conv → sepconv`. */
  readonly what: string
  readonly flat: Flat
}

/** `widen` and `deepen` can keep what a trained network computes (Chen et al. 2016, arXiv 1511.05641). */
export type MutationKind =
  "operation" | "setting" | "insert layer" | "drop layer" | "widen" | "deepen" | "add edge" | "remove edge" | "rewire edge"

/**
 * One mutation of each kind that is possible, drawn by `rng`: what an evolution of architectures chooses from (Real et al. 2019,
 * arXiv 1802.01548). Each is a configuration of the space whose network can be built, different from the given one; values that a
 * change makes active are drawn uniformly. Constraints of the space that read other parameters too are not looked at. Empty where the network is not there.
 */
export function mutations(space: Space, network: NetworkParameter, flat: Flat, rng: Rng): readonly Mutation[] {
  const { layout } = network
  if (network.primitives.every((name) => flat[name] === undefined)) return []
  const plan = planOf(space)
  const of = (name: string): Parameter => plan.parameters[plan.positions.get(name)!]!
  const drafts = layout.kind === "chain" ? ofChain(layout, flat, of, rng) : ofCell(layout, flat, of, rng)
  return drafts.map(({ changes, ...rest }) => ({ ...rest, flat: completed(space, { ...flat, ...changes }, rng) }))
}

interface Draft {
  readonly kind: MutationKind
  readonly what: string
  readonly changes: Readonly<Record<string, Json>>
}

type ParameterOf = (name: string) => Parameter

/** One of the list by lot. */
const pick = <T>(list: readonly T[], rng: Rng): T | undefined => (list.length === 0 ? undefined : list[rng.below(list.length)])

/** The active parameters of a draft, each with its value, or one drawn where it has none. */
function completed(space: Space, draft: Flat, rng: Rng): Flat {
  const { parameters, tests } = planOf(space)
  const flat: Record<string, Json> = {}
  parameters.forEach((parameter, i) => {
    if (parameter.condition !== undefined && !meets(parameter.condition.parents, tests[i], flat)) return
    flat[parameter.name] = parameter.kind === "constant" ? parameter.value : (draft[parameter.name] ?? fromUnit(parameter, rng.uniform()))
  })
  return flat
}

/** Another value of a parameter: of numbers the next one up or down as often as any other. */
function another(parameter: Parameter, value: Json, rng: Rng): Json | undefined {
  const count = levels(parameter)
  if (count < 2) return undefined
  if (count === Infinity) return fromUnit(parameter, rng.uniform())
  const at = indexOf(parameter, value)
  const near = [at - 1, at + 1].filter((k) => k >= 0 && k < count)
  if (parameter.kind !== "choice" && rng.below(2) === 0) return valueAt(parameter, near[rng.below(near.length)]!)
  const k = rng.below(count - 1)
  return valueAt(parameter, k < at ? k : k + 1)
}

function changeOf(kind: MutationKind, where: string, name: string, flat: Flat, of: ParameterOf, rng: Rng): Draft | undefined {
  const value = another(of(name), flat[name]!, rng)
  return value === undefined ? undefined : { kind, what: `${where} ${shown(flat[name]!)} → ${shown(value)}`, changes: { [name]: value } }
}

const shown = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value))
const searched = (parameter: Parameter): boolean => levels(parameter) > 1
const some = <T>(list: readonly (T | undefined)[]): readonly T[] => list.filter((one) => one !== undefined)

function ofChain(layout: ChainLayout, flat: Flat, of: ParameterOf, rng: Rng): readonly Draft[] {
  const layers = layersOf(layout, flat)
  const slots = layers.flatMap((layer, i) =>
    Object.entries(layer).flatMap(([field, name]) => (flat[name] !== undefined && searched(of(name)) ? [{ i, field, name }] : [])),
  )
  const change = (kind: MutationKind, fits: (field: string) => boolean) => {
    const slot = pick(
      slots.filter(({ field }) => fits(field)),
      rng,
    )
    const where = slot && (layout.shared.includes(slot.field) ? `all layers: ${slot.field}` : `layer ${slot.i}: ${slot.field}`)
    return slot && changeOf(kind, where!, slot.name, flat, of, rng)
  }
  const widths = slots.filter(({ field, name }) => field === "width" && indexOf(of(name), flat[name]!) < levels(of(name)) - 1)
  return some([
    change("operation", (field) => field === "op"),
    change("setting", (field) => field !== "op"),
    resized(layout, flat, of, "insert layer", rng),
    resized(layout, flat, of, "drop layer", rng),
    widened(pick(widths, rng), flat, of),
    resized(layout, flat, of, "deepen", rng),
  ])
}

/** To about half as much again, or the next width that there is. */
function widened(slot: { readonly i: number; readonly name: string } | undefined, flat: Flat, of: ParameterOf): Draft | undefined {
  if (slot === undefined) return undefined
  const parameter = of(slot.name)
  const value = flat[slot.name]!
  const at = indexOf(parameter, value)
  const last = levels(parameter) - 1
  if (at < 0 || last === Infinity || typeof value !== "number") return undefined
  let k = at + 1
  while (k < last && (valueAt(parameter, k) as number) < value * 1.5) k++
  return {
    kind: "widen",
    what: `layer ${slot.i}: width ${value} → ${shown(valueAt(parameter, k))}`,
    changes: { [slot.name]: valueAt(parameter, k) },
  }
}

/** A layer more or less, the others moved by one. An inserted one is drawn; one that deepens repeats the layer before it. */
function resized(
  layout: ChainLayout,
  flat: Flat,
  of: ParameterOf,
  kind: "insert layer" | "drop layer" | "deepen",
  rng: Rng,
): Draft | undefined {
  const { depth } = layout
  const layers = layersOf(layout, flat)
  const count = layers.length + (kind === "drop layer" ? -1 : 1)
  if (typeof depth === "number" || indexOf(of(depth), count) < 0) return undefined
  const working = layers.flatMap((layer, i) => (passing.includes(String(flat[layer["op"]!])) ? [] : [i]))
  const at = kind === "deepen" ? pick(working, rng) : rng.below(kind === "drop layer" ? layers.length : count)
  if (at === undefined) return undefined
  const source = (i: number): number | undefined => {
    if (kind === "drop layer") return i < at ? i : i + 1
    if (kind === "deepen") return i <= at ? i : i - 1
    return i < at ? i : i === at ? undefined : i - 1
  }
  const changes: Record<string, Json> = { [depth]: count }
  for (let i = 0; i < count; i++) {
    const from = source(i)
    for (const [field, name] of Object.entries(layout.layers[i]!)) {
      if (layout.shared.includes(field)) continue
      const value = from === undefined ? undefined : flat[layout.layers[from]![field]!]
      changes[name] = value ?? (undefined as unknown as Json)
    }
  }
  const op = kind === "insert layer" ? "a new layer" : shown(flat[layers[at]!["op"]!]!)
  return {
    kind,
    what: kind === "insert layer" ? `${op} at ${at}` : `layer ${at} (${op}) ${kind === "deepen" ? "twice" : "left out"}`,
    changes,
  }
}

function ofCell(layout: CellLayout, flat: Flat, of: ParameterOf, rng: Rng): readonly Draft[] {
  const there = edgesThere(layout, flat)
  const gone = layout.edges.filter((edge) => !there.includes(edge))
  const value = (): Json => (layout.on === "nodes" ? true : layout.kinds[rng.below(layout.kinds.length)]!)
  const none = layout.on === "nodes" ? false : "none"
  const built = (draft: Draft | undefined) => (draft && fitsCell(layout, { ...flat, ...draft.changes }) === undefined ? draft : undefined)
  const tries = (make: () => Draft | undefined): Draft | undefined => {
    for (let i = 0; i < 20; i++) {
      const draft = built(make())
      if (draft !== undefined) return draft
    }
    return undefined
  }
  const words = (edge: CellLayout["edges"][number] | undefined) => `edge ${edge?.from}-${edge?.to}`
  const operation = (): Draft | undefined => {
    if (layout.on === "nodes") {
      const name = pick(
        layout.operations.filter((name) => searched(of(name))),
        rng,
      )
      return name === undefined ? undefined : changeOf("operation", `node ${layout.operations.indexOf(name) + 1}:`, name, flat, of, rng)
    }
    const edge = pick(there, rng)
    const op =
      edge &&
      pick(
        layout.kinds.filter((kind) => kind !== flat[edge.name]),
        rng,
      )
    return op === undefined
      ? undefined
      : { kind: "operation", what: `${words(edge)}: ${shown(flat[edge!.name]!)} → ${op}`, changes: { [edge!.name]: op } }
  }
  return some([
    tries(operation),
    ...(!layout.sparse
      ? []
      : [
          tries(() => added(pick(gone, rng))),
          tries(() => removed(pick(there, rng))),
          tries(() => moved(pick(there, rng), pick(gone, rng))),
        ]),
  ])

  function added(edge: (typeof gone)[number] | undefined): Draft | undefined {
    return edge && { kind: "add edge", what: `${words(edge)} added`, changes: { [edge.name]: value() } }
  }
  function removed(edge: (typeof gone)[number] | undefined): Draft | undefined {
    return edge && { kind: "remove edge", what: `${words(edge)} removed`, changes: { [edge.name]: none } }
  }
  function moved(old: (typeof gone)[number] | undefined, next: (typeof gone)[number] | undefined): Draft | undefined {
    if (old === undefined || next === undefined) return undefined
    return {
      kind: "rewire edge",
      what: `${words(old)} → ${next.from}-${next.to}`,
      changes: { [old.name]: none, [next.name]: flat[old.name]! },
    }
  }
}
