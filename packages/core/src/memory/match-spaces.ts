import type { ParameterJson, SpaceJson } from "../space/parameter-json.ts"
import type { Parameter } from "../space/parameter.ts"
import type { Space } from "../space/space.ts"
import type { Near } from "./account.ts"
import { nearName } from "./near-name.ts"
import { otherMeaning, type Meant } from "./same-meaning.ts"

/** How the parameters of an earlier study are those of today. Names are of primitives. */
export interface Match {
  /** Today's name to that of the earlier study. Constants of both are in here where they are called the same. */
  readonly pairs: ReadonlyMap<string, string>
  /** Of today's, searched and not there. */
  readonly missing: readonly string[]
  /** Searched there and not today. */
  readonly unused: readonly string[]
  /** The same name with another meaning. */
  readonly refused: readonly { readonly name: string; readonly why: string }[]
  readonly near: readonly Near[]
  /** Parameters that both search, of those that either searches; of a list all elements are one. */
  readonly likeness: number
  /** Of today's parameters, and of theirs, more than half are matched and none is contradicted. */
  readonly well: boolean
}

/**
 * Pairs the parameters of two spaces by name, kind, scale, range and unit. `map` declares further pairs, name there to name of today: what
 * is declared is believed, and only its values must be in range.
 */
export function matchSpaces(there: Space, today: Space, map: Readonly<Record<string, string>> = {}): Match {
  const theirs = meantIn(there)
  const ours = meantIn(today)
  const declared = declaredPairs([...theirs.keys()], map)
  const pairs = new Map<string, string>()
  const refused: { name: string; why: string }[] = []
  for (const [name, meant] of ours) {
    const other = declared.get(name) ?? (declaredAway(name, map) ? undefined : name)
    const found = other === undefined ? undefined : theirs.get(other)
    if (found === undefined) continue
    const why = declared.has(name) ? undefined : otherMeaning(found, meant)
    if (why === undefined) pairs.set(name, other!)
    else refused.push({ name, why })
  }
  return { pairs, refused, ...rest(theirs, ours, pairs, refused) }
}

type Meanings = ReadonlyMap<string, Meant>

function rest(theirs: Meanings, ours: Meanings, pairs: Match["pairs"], refused: Match["refused"]): Omit<Match, "pairs" | "refused"> {
  const paired = new Set(pairs.values())
  const contradicted = new Set(refused.map(({ name }) => name))
  const missing = searched(ours).filter((name) => !pairs.has(name) && !contradicted.has(name))
  const unused = searched(theirs).filter((name) => !paired.has(name) && !contradicted.has(name))
  const [mine, their] = [count(searched(ours)), count(searched(theirs))]
  const both = count(searched(ours).filter((name) => pairs.has(name) && theirs.get(pairs.get(name)!)!.parameter.kind !== "constant"))
  return {
    missing,
    unused,
    near: nearNames(unused, missing, theirs, ours),
    likeness: mine + their === 0 ? 0 : both / (mine + their - both),
    well: refused.length === 0 && 2 * both > mine && 2 * both > their,
  }
}

/** Only what could mean the same is suggested. */
function nearNames(unused: readonly string[], missing: readonly string[], theirs: Meanings, ours: Meanings): readonly Near[] {
  const near: Near[] = []
  for (const there of unused) {
    const free = missing.filter((name) => !near.some(({ today }) => today === name))
    const today = nearName(
      there,
      free.filter((name) => otherMeaning(theirs.get(there)!, ours.get(name)!) === undefined),
    )
    if (today !== undefined) near.push({ there, today })
  }
  return near
}

const searched = (all: Meanings): readonly string[] => [...all].filter(([, { parameter }]) => parameter.kind !== "constant").map(([n]) => n)

const count = (names: readonly string[]): number => new Set(names.map(withoutIndex)).size

const withoutIndex = (name: string): string => name.replace(/\[\d+\]/g, "[]")

/** Today's names by what is declared, each with the name there; what is declared of a composite holds for its parts. */
function declaredPairs(theirs: readonly string[], map: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>()
  for (const name of theirs) {
    const [there, today] = Object.entries(map).find(([from]) => isOrIn(name, from)) ?? []
    if (there !== undefined) pairs.set(today! + name.slice(there.length), name)
  }
  return pairs
}

/** A name there that was declared to be another one of today is not the one of the same name. */
const declaredAway = (name: string, map: Readonly<Record<string, string>>): boolean => Object.keys(map).some((from) => isOrIn(name, from))

/** Whether a primitive is called so, or belongs to what is called so. */
export const isOrIn = (name: string, whole: string): boolean =>
  name === whole || name.startsWith(`${whole}.`) || name.startsWith(`${whole}[`)

function meantIn(space: Space): Meanings {
  const units = new Map<string, string>()
  unitsIn(space.json as unknown as SpaceJson, [""], units)
  const meant = (parameter: Parameter): Meant => ({ parameter, unit: units.get(withoutIndex(parameter.name)) })
  return new Map(space.parameters.map((parameter) => [parameter.name, meant(parameter)]))
}

/** Of branches a child is called by its branch or, where several have it, without. */
function unitsIn(members: SpaceJson, prefixes: readonly string[], units: Map<string, string>): void {
  const visit = (json: ParameterJson, names: readonly string[]): void => {
    if (json.unit !== undefined) for (const name of names) units.set(name, json.unit)
    if (json.type === "list")
      visit(
        json.of,
        names.map((name) => `${name}[]`),
      )
    if (json.type !== "branch") return
    for (const [use, inner] of Object.entries(json.branches))
      unitsIn(
        inner,
        names.flatMap((name) => [`${name}.`, `${name}.${use}.`]),
        units,
      )
  }
  for (const [name, json] of Object.entries(members))
    visit(
      json,
      prefixes.map((prefix) => prefix + name),
    )
}
