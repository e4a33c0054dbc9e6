import type { Type } from "../expression/check.ts"
import { fault } from "../errors/fault.ts"
import type { Json } from "../event/json.ts"
import type { Flat } from "./parameter.ts"
import type { ParameterJson, SpaceJson } from "./parameter-json.ts"

/** What a path of the configuration means inside expressions and conditions. */
export interface Entry {
  readonly path: string
  readonly kind: ParameterJson["type"]
  /** Absent for a list and a network, which have no value in expressions; for a derived value it comes from its expression. */
  readonly type?: Type
  /** The primitives it is read from; the first one selects. */
  readonly primitives: readonly string[]
  /** For a derived value: its expression, and the scopes of its names. */
  readonly derived?: { readonly expr: string; readonly scopes: readonly Scope[] }
  read(flat: Flat): Json | undefined
}

/** A place where names are looked for: the members beside a parameter. Innermost first. */
export interface Scope {
  readonly prefix: string
  readonly members: SpaceJson
}

/** All paths of a space. Two branches may both have a child of one path, since only one of them is ever there. */
export interface Names {
  readonly entries: ReadonlyMap<string, Entry>
  add(entry: Entry, owner: string): void
  /** Finds a name from inside `scopes`; `optimizer.use` is the branch itself, `lr.form` the schedule. */
  resolve(name: string, scopes: readonly Scope[]): Entry | undefined
}

export function createNames(): Names {
  const entries = new Map<string, Entry>()
  const owners = new Map<string, string>()
  const primitives = new Map<string, string>()
  return {
    entries,
    add(entry, owner) {
      const present = entries.get(entry.path)
      if (present !== undefined && owners.get(entry.path) !== owner) throw twice(entry.path, entry.path, entry.path)
      for (const name of entry.primitives) {
        const holder = primitives.get(name)
        if (holder !== undefined) throw twice(name, holder, entry.path)
        primitives.set(name, entry.path)
      }
      entries.set(entry.path, present === undefined ? entry : either(present, entry))
      owners.set(entry.path, owner)
    },
    resolve(name, scopes) {
      for (const { prefix, members } of scopes) {
        const entry = begins(members, name) ? entries.get(prefix + name) : undefined
        if (entry !== undefined) return entry
      }
      const [, before, tag] = /^(.+)\.(use|form)$/.exec(name) ?? []
      const chosen = before === undefined ? undefined : this.resolve(before, scopes)
      return chosen?.kind === (tag === "use" ? "branch" : "schedule") ? chosen : undefined
    },
  }
}

/** Whether a name leads to one of the members; the other branches of a branch have members of the same path. */
const begins = (members: SpaceJson, name: string): boolean =>
  Object.hasOwn(members, name) || Object.keys(members).some((key) => name.startsWith(`${key}.`) || name.startsWith(`${key}[`))

const twice = (name: string, first: string, second: string) =>
  fault("D111", { name, first: `The parameter ${first}`, second: first === second ? "another of that path" : second })

const either = (a: Entry, b: Entry): Entry => ({
  path: a.path,
  kind: a.kind,
  ...(a.type !== undefined && b.type !== undefined && { type: a.type === b.type ? a.type : "any" }),
  primitives: [...a.primitives, ...b.primitives],
  read: (flat) => a.read(flat) ?? b.read(flat),
})
