import { fault } from "../errors/fault.ts"
import type { Spot, SpotAt } from "../errors/spot.ts"
import { check, type Scope as TypeScope, type Type } from "../expression/check.ts"
import type { Values } from "../expression/expression.ts"
import { mapNames, namesIn, type Node } from "../expression/node.ts"
import { parse } from "../expression/parse.ts"
import { print } from "../expression/print.ts"
import type { Json } from "../event/json.ts"
import type { Entry, Names, Scope } from "./names.ts"
import { spotIn } from "./origin.ts"
import type { Test } from "./plan.ts"

/**
 * An expression with each name replaced by its full path and each derived value by its own expression, so that it reads
 * parameters only. Throws D110 for unknown names and types that do not fit, D108 for derived values that go round in a circle.
 */
export function resolve(written: Written, names: Names, scopes: readonly Scope[], within: readonly string[] = []): Node {
  const { source, place, condition = false } = written
  const spot = spotIn(source, place)
  const root = parse(source, spot)
  const type = check(root, spot, typesIn(names, scopes, within))
  if (condition && type !== "boolean" && type !== "any") throw noCondition(type, spot)
  return mapNames(root, (name, at) => {
    const entry = names.resolve(name, scopes)!
    if (entry.kind === "list") throw listRead(spot(at), name)
    if (entry.kind === "network") throw networkRead(spot(at), name)
    return entry.derived === undefined ? { kind: "name", name: entry.path, at } : inner(entry, entry.derived, names, within)
  })
}

/** An expression as it stands in a space. */
interface Written {
  readonly source: string
  /** In the words of a message: `the condition of dropout`. */
  readonly place: string
  /** It must say true or false. */
  readonly condition?: boolean
}

const noCondition = (type: Type, spot: SpotAt) =>
  fault("D110", { ...spot(0), problem: `a condition is true or false, this is a ${type}`, mend: "compare it with something: width >= 128" })

/** A resolved expression made ready: what it reads is found in a flat configuration. */
export function testOf(root: Node, names: Names): Test {
  const reads = namesIn(root)
  const entries = reads.map((name) => names.entries.get(name)!)
  const primitives = primitivesIn(root, names)
  const expression = { source: print(root), reads, type: "any" as const, root }
  if (entries.every(({ path, primitives }) => primitives.length === 1 && primitives[0] === path))
    return { expression, primitives, values: (flat) => flat }
  return {
    expression,
    primitives,
    values(flat): Values {
      const values: Record<string, Json | undefined> = {}
      for (const entry of entries) values[entry.path] = entry.read(flat)
      return values
    },
  }
}

/** The primitives behind the names of a resolved expression. */
export const primitivesIn = (root: Node, names: Names): readonly string[] =>
  namesIn(root).flatMap((name) => names.entries.get(name)!.primitives)

type Derived = NonNullable<Entry["derived"]>

function inner(entry: Entry, { expr, scopes }: Derived, names: Names, within: readonly string[]): Node {
  const chain = [...within, entry.path]
  if (within.includes(entry.path))
    throw fault("D108", { parameter: entry.path, at: `derived ${expr}`, problem: `it waits for itself: ${chain.join(" → ")}` })
  return resolve({ source: expr, place: `the derived ${entry.path}` }, names, scopes, chain)
}

function typesIn(names: Names, scopes: readonly Scope[], within: readonly string[]): TypeScope {
  return {
    names: [...names.entries.values()]
      .filter(({ kind }) => kind !== "list" && kind !== "network")
      .map(({ path }) => shortest(path, scopes)),
    typeOf(name): Type | undefined {
      const entry = names.resolve(name, scopes)
      if (entry === undefined) return undefined
      if (entry.kind === "list" || entry.kind === "network") return "any"
      return entry.derived === undefined ? (entry.type ?? "any") : derivedType(entry, entry.derived, names, within)
    },
  }
}

function derivedType(entry: Entry, derived: Derived, names: Names, within: readonly string[]): Type {
  if (within.includes(entry.path)) return "any"
  const spot = spotIn(derived.expr, `the derived ${entry.path}`)
  return check(parse(derived.expr, spot), spot, typesIn(names, derived.scopes, [...within, entry.path]))
}

/** The name by which a path is known from inside the scopes. */
function shortest(path: string, scopes: readonly Scope[]): string {
  const scope = scopes.find(({ prefix }) => prefix !== "" && path.startsWith(prefix))
  return scope === undefined ? path : path.slice(scope.prefix.length)
}

const listRead = (spot: Spot, name: string) =>
  fault("D110", { ...spot, problem: `${name} is a list`, mend: `read one of its elements: ${name}[0]` })

const networkRead = (spot: Spot, name: string) =>
  fault("D110", {
    ...spot,
    problem: `${name} is a network`,
    mend: `read one of its parts: \`${name}.depth\`, \`${name}.0.op\`, \`${name}.0-1\``,
  })
