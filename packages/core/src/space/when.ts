import { fault } from "../errors/fault.ts"
import { nearest } from "../errors/nearest.ts"
import type { Json } from "../event/json.ts"
import { namesIn, type Node } from "../expression/node.ts"
import { print } from "../expression/print.ts"
import { sameJson } from "../expression/same-json.ts"
import { contains, covers, domainOf } from "./domain.ts"
import type { Entry, Names } from "./names.ts"
import type { Condition, Parameter } from "./parameter.ts"
import type { Place } from "./seat.ts"
import { primitivesIn, resolve } from "./resolve.ts"

/** A condition while the space is built: the test still as a tree. */
export interface When {
  readonly parents: Condition["parents"]
  readonly test?: Node
}

export const always: When = { parents: [] }

/** The condition that a parameter itself has, with full names. Throws D108 and D110. */
export function whenOf({ json, path, scopes }: Place, names: Names): When {
  const { when } = json
  if (when === undefined) return always
  if (typeof when === "string")
    return { parents: [], test: resolve({ source: when, place: `the condition of ${path}`, condition: true }, names, scopes) }
  return {
    parents: Object.entries(when).map(([name, values]) => ({ name: parentOf(path, names.resolve(name, scopes), name, names), values })),
  }
}

function parentOf(path: string, entry: Entry | undefined, name: string, names: Names): string {
  const refuse = (problem: string, near?: string) => fault("D108", { parameter: path, at: `when ${name}`, problem, nearest: near })
  if (entry === undefined) throw refuse(`its condition names ${name}, which is not in the space`, nearest(name, names.entries.keys()))
  if (entry.kind === "list" || entry.kind === "derived" || entry.kind === "network")
    throw refuse(`its condition names ${name}, which is a ${entry.kind}; an expression can read it`)
  if (entry.kind !== "mix" && entry.primitives.length > 1)
    throw refuse(`its condition names ${name}, of which branches have several; an expression can read it`)
  return entry.primitives[0]!
}

/** Both conditions at once. */
export function both(a: When, b: When): When {
  const parents = [...a.parents]
  for (const parent of b.parents) {
    const at = parents.findIndex(({ name }) => name === parent.name)
    if (at < 0) parents.push(parent)
    else parents[at] = { name: parent.name, values: common(parents[at]!.values, parent.values) }
  }
  const test =
    a.test === undefined || b.test === undefined
      ? (a.test ?? b.test)
      : ({ kind: "binary", op: "&&", left: a.test, right: b.test, at: 0 } as const)
  return { parents, ...(test !== undefined && { test }) }
}

const common = (a: readonly Json[], b: readonly Json[]): readonly Json[] => a.filter((value) => b.some((other) => sameJson(other, value)))

/** The primitives that must be drawn before the condition can be judged. */
export const dependencies = ({ parents, test }: When, names: Names): readonly string[] => [
  ...parents.map(({ name }) => name),
  ...(test === undefined ? [] : primitivesIn(test, names)),
]

/**
 * The same condition without parents that have one of the values whenever they are active: those are replaced by what makes
 * them active. Throws D108 for a value that a parent never takes. `known` has the parents with their final conditions.
 */
export function simplified(of: string, when: When, known: ReadonlyMap<string, Parameter>): When {
  let simple: When = { parents: [], ...(when.test !== undefined && { test: when.test }) }
  for (const { name, values } of when.parents) {
    const parent = known.get(name)!
    const never = values.find((value) => !contains(parent, value))
    if (never !== undefined) throw neverTaken(of, parent, never)
    const free = covers(parent, values) && parent.condition?.test === undefined
    simple = both(simple, { parents: free ? (parent.condition?.parents ?? []) : [{ name, values }] })
  }
  return simple
}

function neverTaken(of: string, parent: Parameter, value: Json) {
  const near =
    typeof value === "string" && "values" in parent
      ? nearest(
          value,
          parent.values.filter((known) => typeof known === "string"),
        )
      : undefined
  const problem = `its condition waits for ${parent.name} to be ${JSON.stringify(value)}, which it never is: ${domainOf(parent)}`
  return fault("D108", { parameter: of, at: `when ${parent.name}`, problem, nearest: near })
}

/** The condition as a parameter carries it; undefined for none. */
export function conditionOf({ parents, test }: When): Condition | undefined {
  if (parents.length === 0 && test === undefined) return undefined
  return { parents, ...(test !== undefined && { test: { source: print(test), reads: namesIn(test) } }) }
}
