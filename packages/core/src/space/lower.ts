import { fault } from "../errors/fault.ts"
import type { Json } from "../event/json.ts"
import { refuseEnvironmentClash } from "./environment-name.ts"
import { createNames, type Names } from "./names.ts"
import type { Parameter } from "./parameter.ts"
import type { BranchJson, ScheduleJson, SpaceJson } from "./parameter-json.ts"
import { placesOf } from "./place.ts"
import type { Place } from "./seat.ts"
import { holds } from "../expression/expression.ts"
import { fitsCell } from "./network/cell-edges.ts"
import type { Activity, Plan, PlannedNetwork, Rule, Shape, Test } from "./plan.ts"
import { branchOf } from "./schedule/branch-of.ts"
import { primitive, type LeafJson } from "./primitive.ts"
import { resolve, testOf } from "./resolve.ts"
import { always, both, conditionOf, dependencies, simplified, whenOf, type When } from "./when.ts"

/**
 * Lowers composites to primitives. A branch becomes a choice and conditional children (`optimizer`, `optimizer.momentum`; a child
 * that branches have alike is one parameter, one that they have unlike is `optimizer.sgd.momentum`), a mixture a choice and one
 * parameter per range (`wd`, `wd.range1`), a schedule what a branch becomes (`lr`, `lr.base`), a list one parameter per element (`units[0]`), a network
 * one per layer and field, or per edge and node (`net.0.op`, `cell.0-1`). Throws D108, D110, D111, D113.
 */
export function lower(json: SpaceJson, constraints: readonly string[]): Plan {
  const names = createNames()
  const places = placesOf(json, names)
  const build: Build = { names, drafts: new Map(), networks: [] }
  const later = places.map((place) => shapeOf(place, always, build))
  const order = sorted(build)
  const known = settle(order)
  const shape = later.map((make) => make((name) => known.get(name)!))
  refuseEnvironmentClash(shape)
  const top = [{ prefix: "", members: json }]
  return {
    parameters: [...known.values()],
    positions: new Map([...known.keys()].map((name, i) => [name, i])),
    tests: order.map(({ when }) => (when.test === undefined ? undefined : testOf(when.test, names))),
    rules: [
      ...constraints.map((source) => ruleOf(testOf(resolve({ source, place: "the constraints", condition: true }, names, top), names))),
      ...build.networks.flatMap(networkRules),
    ],
    networks: build.networks,
    shape,
  }
}

const ruleOf = ({ primitives, expression, values }: Test): Rule => ({ primitives, holds: (flat) => holds(expression, values(flat)) })

/** A chain can always be built, a cell where its output is reached. One that is not there says nothing. */
const networkRules = ({ layout, primitives }: PlannedNetwork): readonly Rule[] =>
  layout.kind === "chain"
    ? []
    : [{ primitives, holds: (flat) => flat[layout.edges[0]!.name] === undefined || fitsCell(layout, flat) === undefined }]

interface Draft {
  readonly name: string
  readonly json: LeafJson
  readonly when: When
}

interface Build {
  readonly names: Names
  /** By name, in the order of declaration. */
  readonly drafts: Map<string, Draft>
  readonly networks: PlannedNetwork[]
}

/** A member of the configuration, once the primitives are known. */
type Later = (parameter: (name: string) => Parameter) => Shape

function shapeOf(place: Place, outer: When, build: Build): Later {
  const { key, path, name, json, scopes } = place
  const when = both(outer, whenOf(place, build.names))
  switch (json.type) {
    case "mix":
      return shapeOfMix(place, when, build)
    case "list":
      return shapeOfList(place, when, build)
    case "branch":
    case "schedule":
      return shapeOfBranch(place, json, when, build)
    case "network":
      return shapeOfNetwork(place, when, build)
    case "derived": {
      const value = testOf(resolve({ source: json.expr, place: `the derived ${path}` }, build.names, scopes, [path]), build.names)
      return () => ({ kind: "derived", key, path, when: activityOf(when, build), value })
    }
    default:
      build.drafts.set(name, { name, json, when })
      return (parameter) => ({ kind: "leaf", key, path, parameter: parameter(name) })
  }
}

const activityOf = ({ parents, test }: When, { names }: Build): Activity => ({
  parents,
  ...(test !== undefined && { test: testOf(test, names) }),
})

function shapeOfMix(place: Place, when: When, build: Build): Later {
  const { key, path, name, ranges = [] } = place
  const json = place.json as Extract<Place["json"], { type: "mix" }>
  let next = 0
  const values = json.of.map((part): Json => (typeof part === "object" && part !== null ? ranges[next++]!.label : part))
  const { default: given } = json
  const held = ranges.find((range) => range.place.json.default !== undefined)?.label
  const standard = given !== undefined && values.includes(given) ? given : held
  if (given !== undefined && standard === undefined)
    throw fault("D113", { name: path, value: JSON.stringify(given), domain: "its values and ranges" })
  build.drafts.set(name, { name, json: { type: "choice", values, ...(standard !== undefined && { default: standard }) }, when })
  for (const { label, place } of ranges)
    build.drafts.set(place.name, { name: place.name, json: place.json as LeafJson, when: { parents: [{ name, values: [label] }] } })
  return (parameter) => ({
    kind: "mix",
    key,
    path,
    selector: parameter(name),
    ranges: new Map(ranges.map(({ label, place }) => [label, parameter(place.name)])),
  })
}

function shapeOfList(place: Place, when: When, build: Build): Later {
  const { key, path, items = [], length = 0 } = place
  const counter =
    typeof length === "number" ? undefined : { name: build.names.entries.get(length.path)!.primitives[0]!, counts: length.counts }
  const longer = (i: number): When =>
    counter === undefined ? always : { parents: [{ name: counter.name, values: counter.counts.filter((n) => n > i) }] }
  const members = items.map((item, i) => shapeOf(item, both(when, longer(i)), build))
  const there = both(when, longer(-1))
  return (parameter) => ({
    kind: "list",
    key,
    path,
    length: typeof length === "number" ? length : counter!.name,
    items: members.map((make) => make(parameter)),
    when: activityOf(there, build),
  })
}

function shapeOfBranch(place: Place, given: BranchJson | ScheduleJson, when: When, build: Build): Later {
  const { key, path, name, children = [] } = place
  const json = branchOf(given)
  const [kind, tag] = given.type === "branch" ? (["branch", "use"] as const) : (["schedule", "form"] as const)
  const values = Object.keys(json.branches)
  const standard = branchDefault(json.default, values)
  build.drafts.set(name, { name, json: { type: "choice", values, ...(standard !== undefined && { default: standard }) }, when })
  const members = children.map(({ place, branches }) => ({
    branches,
    make: shapeOf(place, { parents: [{ name, values: branches }] }, build),
  }))
  return (parameter) => {
    const shapes = members.map(({ branches, make }) => ({ branches, shape: make(parameter) }))
    const of = (branch: string) => shapes.filter(({ branches }) => branches.includes(branch)).map(({ shape }) => shape)
    return { kind, tag, key, path, selector: parameter(name), branches: new Map(values.map((branch) => [branch, of(branch)])) }
  }
}

function shapeOfNetwork({ key, path, name, parts = [], layout }: Place, when: When, build: Build): Later {
  for (const { place, waits } of parts) shapeOf(place, both(when, { parents: waits }), build)
  build.networks.push({ name, primitives: parts.map(({ place }) => place.name), layout: layout! })
  return () => ({ kind: "network", key, path, when: activityOf(when, build), layout: layout! })
}

/** The branch that a default takes: `"sgd"`, `{ use: "sgd", … }` or `{ sgd: {…} }`. */
function branchDefault(standard: Json | undefined, values: readonly string[]): Json | undefined {
  if (typeof standard !== "object" || standard === null || Array.isArray(standard)) return standard
  const record = standard as Readonly<Record<string, Json>>
  return record["use"] ?? values.find((value) => Object.hasOwn(record, value)) ?? standard
}

/** Each primitive behind the parents of its condition, else in the order of declaration. Throws D108 on a circle. */
function sorted({ drafts, names }: Build): readonly Draft[] {
  const done = new Set<string>()
  const order: Draft[] = []
  const visit = (name: string, chain: readonly string[]): void => {
    if (done.has(name)) return
    const draft = drafts.get(name)!
    if (chain.includes(name)) {
      const circle = [...chain.slice(chain.indexOf(name)), name].join(" → ")
      throw fault("D108", { parameter: name, at: "when", problem: `its condition waits for itself: ${circle}` })
    }
    for (const parent of dependencies(draft.when, names)) visit(parent, [...chain, name])
    done.add(name)
    order.push(draft)
  }
  for (const name of drafts.keys()) visit(name, [])
  return order
}

/** The primitives by name, in their order, with simplified conditions. */
function settle(order: readonly Draft[]): ReadonlyMap<string, Parameter> {
  const known = new Map<string, Parameter>()
  for (const { name, json, when } of order) known.set(name, primitive(name, json, conditionOf(simplified(name, when, known))))
  return known
}
