/** Settings come from several places; the nearer one wins, and each value remembers where it came from. */
import type { ConfigFile } from "./config-file.ts"

/** What one place says, from the farthest to the nearest: a file, the environment, the flags. */
export interface Layer {
  /** As a person reads it: `diapason.yaml:12`, `--trials`. Asked for the path of one value. */
  origin(path: Path): string
  readonly values: ConfigFile
}

/** Keys and, in lists, indices that lead to a value. */
export type Path = readonly (string | number)[]

/** All layers as one. */
export interface Merged {
  readonly values: ConfigFile
  /** Where each leaf came from, by its path: `budget.trials`. */
  readonly origins: ReadonlyMap<string, string>
  /** Where a value was said, or what it is part of; undefined when nobody said it. */
  placeOf(path: Path): string | undefined
}

/** Later layers overrule earlier ones: objects key by key, everything else as a whole. Parameters of the space are wholes too. */
export function merge(layers: readonly Layer[]): Merged {
  const sources = new Map<string, Source>()
  let values: Tree = {}
  for (const layer of layers) values = laid(values, layer.values as Tree, [], { layer, sources })
  return {
    values: values as ConfigFile,
    origins: new Map([...sources].map(([key, { layer, path }]) => [key, layer.origin(path)])),
    placeOf(path) {
      for (let length = path.length; length > 0; length--) {
        const found = sources.get(path.slice(0, length).join("."))
        if (found !== undefined) return found.layer.origin(path)
      }
      return undefined
    },
  }
}

/** Who said a leaf. */
interface Source {
  readonly layer: Layer
  readonly path: readonly string[]
}

type Tree = Readonly<Record<string, unknown>>

function laid(
  below: Tree,
  above: Tree,
  path: readonly string[],
  at: { readonly layer: Layer; readonly sources: Map<string, Source> },
): Tree {
  const merged: Record<string, unknown> = { ...below }
  for (const [key, value] of Object.entries(above)) {
    if (value === undefined) continue
    const here = [...path, key]
    if (isTree(value) && !isWhole(path)) {
      const under = merged[key]
      merged[key] = laid(isTree(under) && sameKind(under, value) ? under : {}, value, here, at)
      continue
    }
    merged[key] = value
    for (const known of [...at.sources.keys()]) if (known.startsWith(`${here.join(".")}.`)) at.sources.delete(known)
    at.sources.set(here.join("."), { layer: at.layer, path: here })
  }
  return merged
}

/** Members of these are one thing each: half of a range of one file and half of another's make no range. */
const isWhole = ([first]: readonly string[]): boolean => first === "space" || first === "priors"

/** The settings of one algorithm mean nothing to another. */
const sameKind = (a: Tree, b: Tree): boolean => a["type"] === undefined || b["type"] === undefined || a["type"] === b["type"]

const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null && !Array.isArray(value)
