import type { Config } from "../event/config.ts"
import type { Json } from "../event/json.ts"
import { environmentName, membersIn } from "./environment-name.ts"
import type { Shape } from "./plan.ts"
import { planOf } from "./plan-of.ts"
import type { Space } from "./space.ts"

/** A value as a script receives it: a parameter, or a mixture or list as a whole; a branch is its name, and each of its children. */
export interface Leaf {
  /** Path in the configuration; of a branch, the path of the branch itself. */
  readonly path: string
  /** Name of the flag without dashes: the name alone, or the whole path when two share the name. */
  readonly flag: string
  /** Name of the environment variable. */
  readonly env: string
}

/** All values that a script may receive, in the order of declaration. */
export function leafNames(space: Space): readonly Leaf[] {
  const { shape } = planOf(space)
  const keys = new Map(membersIn(shape).map(({ path, key }) => [path, key]))
  const count = new Map<string, number>()
  for (const key of keys.values()) count.set(key, (count.get(key) ?? 0) + 1)
  return [...keys].map(([path, key]) => ({ path, flag: count.get(key) === 1 ? key : path, env: environmentName(path) }))
}

/** The values of one configuration with the names they go by; what is inactive is absent. */
export function leaves(space: Space, config: Config): readonly (Leaf & { readonly value: Json })[] {
  const found: (Leaf & { readonly value: Json })[] = []
  for (const leaf of leafNames(space)) {
    const value = valueAtPath(config, planOf(space).shape, leaf.path)
    if (value !== undefined) found.push({ ...leaf, value })
  }
  return found
}

/** The networks of one configuration by their paths, as it describes them. */
export function networkValues(space: Space, config: Config): readonly { readonly path: string; readonly value: Json }[] {
  const { shape } = planOf(space)
  const paths = new Set(membersIn(shape).flatMap(({ kind, path }) => (kind === "network" ? [path] : [])))
  return [...paths].flatMap((path) => {
    const value = valueAtPath(config, shape, path)
    return value === undefined ? [] : [{ path, value }]
  })
}

function valueAtPath(config: Config, shape: readonly Shape[], path: string): Json | undefined {
  for (const member of shape) {
    const value = config[member.key]
    if (value === undefined) continue
    if (member.kind !== "branch") {
      if (member.path === path) return value
      continue
    }
    // A configuration of an earlier revision may have had another form here.
    if (typeof value !== "object" || value === null) continue
    const inner = value as Config
    if (member.path === path) return inner["use"]
    const found = path.startsWith(`${member.path}.`) ? valueAtPath(inner, member.branches.get(String(inner["use"])) ?? [], path) : undefined
    if (found !== undefined) return found
  }
  return undefined
}
