export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

/**
 * JSON merge patch, RFC 7396: objects are laid over each other name by name, null takes a name away, everything else replaces. Lists of
 * objects that all have a `name` are laid over each other by it, as Kubernetes does with containers, variables and volumes.
 */
export function mergePatch(target: unknown, patch: Json): unknown {
  if (named(patch) && named(target)) return mergeNamed(target, patch)
  if (!plain(patch)) return patch
  const merged: Record<string, unknown> = plain(target) ? { ...target } : {}
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name]
    else merged[name] = mergePatch(merged[name], value)
  }
  return merged
}

type Named = { readonly name: string }

function mergeNamed(target: readonly Named[], patch: readonly Named[]): readonly unknown[] {
  const over = new Map(patch.map((one) => [one.name, one]))
  const laid = target.map((one) => (over.has(one.name) ? mergePatch(one, over.get(one.name) as unknown as Json) : one))
  const there = new Set(target.map(({ name }) => name))
  return [...laid, ...patch.filter(({ name }) => !there.has(name))]
}

const plain = (value: unknown): value is Record<string, Json> => typeof value === "object" && value !== null && !Array.isArray(value)

const named = (value: unknown): value is readonly Named[] =>
  Array.isArray(value) && value.length > 0 && value.every((one) => plain(one) && typeof one["name"] === "string")
