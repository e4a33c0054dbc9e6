import type { Json } from "../event/json.ts"
import type { ParameterJson, SpaceJson } from "./parameter-json.ts"

/** What a space says of the one before it, apart from the space itself. Paths lead through branches: `optimizer.sgd.momentum`. */
export interface History {
  /** The space without `was` and `was_called`: what is recorded and compared. */
  readonly space: Readonly<Record<string, Json>>
  /** The values that earlier trials really used, by path. */
  readonly was: Readonly<Record<string, Json>>
  /** Earlier names, by path of the new one. */
  readonly renamed: Readonly<Record<string, string>>
}

/** Takes `was` and `was_called` out of a canonical space. */
export function historyOf(json: Readonly<Record<string, Json>>): History {
  const was: Record<string, Json> = {}
  const renamed: Record<string, string> = {}
  const bare = (one: ParameterJson, path: string): ParameterJson => {
    const { was: value, was_called: called, ...rest } = one
    if (value !== undefined) was[path] = value
    if (called !== undefined) renamed[path] = called
    if (rest.type === "list") return { ...rest, of: bare(rest.of, `${path}[]`) }
    if (rest.type !== "branch") return rest as ParameterJson
    const branches = Object.entries(rest.branches).map(([use, inner]) => [use, members(inner, `${path}.${use}.`)] as const)
    return { ...rest, branches: Object.fromEntries(branches) }
  }
  const members = (inner: SpaceJson, prefix: string): SpaceJson =>
    Object.fromEntries(Object.entries(inner).map(([name, one]) => [name, bare(one, prefix + name)]))
  const space = members(json as unknown as SpaceJson, "") as unknown as Readonly<Record<string, Json>>
  return { space, was, renamed }
}
