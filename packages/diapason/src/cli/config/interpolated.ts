import { fault } from "@diapason/core"

/** Fills `${NAME}` in texts from the environment; nothing else is understood there. Throws D154 for a variable that is not set. */
export function interpolated(
  value: unknown,
  env: Readonly<Record<string, string | undefined>>,
  place: (keys: readonly (string | number)[]) => string,
  path: readonly (string | number)[] = [],
): unknown {
  if (typeof value === "string") {
    return value.replace(/\$\{([A-Za-z_]\w*)\}/g, (_, name: string) => {
      const found = env[name]
      if (found === undefined) throw fault("D154", { name, at: place(path) })
      return found
    })
  }
  if (Array.isArray(value)) return value.map((one, i) => interpolated(one, env, place, [...path, i]))
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, interpolated(one, env, place, [...path, key])]))
}
