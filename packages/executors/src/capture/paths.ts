import { readdirSync } from "node:fs"
import { dirname, join, sep } from "node:path"

/** The paths that a pattern means, in order: `*` in a part stands for any text but a leading dot. A path without one means itself. */
export function pathsOf(pattern: string): readonly string[] {
  if (!pattern.includes("*")) return [pattern]
  const at = pattern.indexOf("*")
  const before = pattern.slice(0, at).lastIndexOf(sep)
  const after = pattern.indexOf(sep, at)
  const folder = before <= 0 ? dirname(pattern.slice(0, at) + "x") : pattern.slice(0, before)
  const [part, rest] = [pattern.slice(before + 1, after < 0 ? undefined : after), after < 0 ? "" : pattern.slice(after + 1)]
  const fits = new RegExp(`^${part.startsWith("*") ? "(?!\\.)" : ""}${part.split("*").map(escaped).join(".*")}$`)
  return namesIn(folder)
    .filter((name) => fits.test(name))
    .flatMap((name) => pathsOf(join(folder, name, rest)))
}

const escaped = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, "\\$&")

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    return []
  }
}
