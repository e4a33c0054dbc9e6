import {
  assemble,
  canonicalJson,
  contains,
  domainOf,
  fault,
  flatten,
  nearest,
  spaceFromJson,
  type Config,
  type Flat,
  type Json,
  type Sampler,
  type Space,
  type Suggestion,
} from "@diapason/core"
import { scheduleProblem } from "@diapason/core/schedule"
import { after, explain } from "../samplers/explain.ts"

/**
 * Holds parameters at given values and lets `inner` choose the rest: `{ lr: 0.1, optimizer: "sgd", "optimizer.momentum": 0.9 }`, where a
 * branch takes its name, a schedule a whole `{ form: "cosine", base: 0.01, … }`, and so a network. `inner` sees them as constants and learns only from trials that agree. Throws D112 in `init` for a name
 * that cannot be held, D113 for a value outside its domain, D197 for a network that cannot be built.
 */
export const fixed = <S>(pins: Readonly<Record<string, Json>>, inner: Sampler<S>): Sampler<Held<S>> => ({
  id: `fixed(${Object.keys(pins).join(", ")}; ${inner.id})`,
  init(problem) {
    const space = Object.entries(pins).reduce((space, [path, value]) => hold(space, path, value), problem.space)
    return { outer: problem.space, space, state: inner.init({ ...problem, space }) }
  },
  observe(held, { flat, ...rest }) {
    const own = inward(held, flat, pins)
    if (own !== undefined) held.state = inner.observe(held.state, { flat: own, ...rest })
    return held
  },
  suggest({ outer, space, state }, ask) {
    const pending = ask.pending.flatMap(({ number, flat }) => {
      const own = inward({ outer, space }, flat, pins)
      return own === undefined ? [] : [{ number, flat: own }]
    })
    const answer = explain(inner.suggest(state, { ...ask, pending }), (why) => `${why}; held: ${Object.keys(pins).join(", ")}`)
    const outward = (flat: Flat): Flat => flatten(outer, assemble(space, flat))
    return after(answer, (given) => mapped(given, outward))
  },
})

interface Held<S> {
  readonly outer: Space
  /** The space that `inner` sees. */
  readonly space: Space
  state: S
}

const mapped = (given: Suggestion, f: (flat: Flat) => Flat): Suggestion => ("flat" in given ? { ...given, flat: f(given.flat) } : given)

/** A configuration as `inner` sees it; undefined when it does not agree with what is held. */
function inward(
  { outer, space }: Pick<Held<unknown>, "outer" | "space">,
  flat: Flat,
  pins: Readonly<Record<string, Json>>,
): Flat | undefined {
  const config = assemble(outer, flat)
  const agrees = Object.entries(pins).every(([path, value]) => {
    const found = valueAt(config, path.split("."))
    return found === undefined || agree(found, value)
  })
  return agrees ? flatten(space, config) : undefined
}

/** Of a schedule only what is held: the space has filled in the rest. */
function agree(found: Json, held: Json): boolean {
  if (scheduleProblem(held) !== undefined) return canonicalJson(found) === canonicalJson(held)
  return Object.entries(held as Config).every(([field, value]) => canonicalJson((found as Config)[field] ?? null) === canonicalJson(value))
}

/** A branch counts by its name. */
function valueAt(config: Config, [key, ...rest]: readonly string[]): Json | undefined {
  const value = config[key!]
  const record = typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Config) : undefined
  if (rest.length > 0) return record && valueAt(record, rest)
  return record?.["use"] ?? value
}

type Members = Readonly<Record<string, Json>>

const hold = (space: Space, path: string, value: Json): Space =>
  spaceFromJson(heldIn(space.json, path.split("."), path, value), space.constraints)

function heldIn(members: Members, [key, ...rest]: readonly string[], path: string, value: Json): Members {
  const known = Object.keys(members)
  const json = Object.hasOwn(members, key!) ? (members[key!] as Members) : undefined
  const branches = json?.["branches"] as Readonly<Record<string, Members>> | undefined
  if (json === undefined || json["type"] === "list" || json["type"] === "derived" || (rest.length > 0 && branches === undefined))
    throw fault("D112", { name: key!, where: path.slice(0, path.lastIndexOf(key!)), known, nearest: nearest(key!, known) })
  if (rest.length === 0)
    return { ...members, [key!]: branches === undefined ? constant(json, path, value) : oneBranch(json, branches, path, value) }
  const within = Object.entries(branches!).map(([name, children]): [string, Members] => [
    name,
    Object.hasOwn(children, rest[0]!) ? heldIn(children, rest, path, value) : children,
  ])
  if (within.every(([name, children]) => children === branches![name]))
    throw fault("D112", { name: rest[0]!, where: `${key!}.`, known: [], nearest: undefined })
  return { ...members, [key!]: { ...json, branches: Object.fromEntries(within) } }
}

function constant(json: Members, path: string, value: Json): Json {
  const { when, default: _, ...rest } = json
  if (json["type"] === "schedule") {
    const own = spaceFromJson({ [path]: rest })
    const { form, ...fields } = assemble(own, flatten(own, { [path]: value }))[path] as Members
    return { type: "schedule", forms: [form!], ...fields, ...(when !== undefined && { when }) }
  }
  if (json["type"] === "network") {
    // Refuses what is no network of the space.
    flatten(spaceFromJson({ [path]: rest }), { [path]: value })
    return { type: "fixed", value, ...(when !== undefined && { when }) }
  }
  const parameter = spaceFromJson({ value: rest }).parameters[0]!
  if (!contains(parameter, value)) throw fault("D113", { name: path, value: JSON.stringify(value), domain: domainOf(parameter) })
  return { type: "fixed", value, ...(when !== undefined && { when }) }
}

function oneBranch(json: Members, branches: Readonly<Record<string, Members>>, path: string, value: Json): Json {
  const { default: _, ...rest } = json
  if (typeof value !== "string" || !Object.hasOwn(branches, value))
    throw fault("D113", { name: path, value: JSON.stringify(value), domain: Object.keys(branches).join(", ") })
  return { ...rest, branches: { [value]: branches[value]! } }
}
