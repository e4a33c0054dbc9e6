import { nearest } from "../errors/nearest.ts"

/**
 * The name of today that a name of an earlier study was likely meant to be: the same but for case and separators, its initials, a part of
 * it, or a slip. A guess, to be shown and never taken.
 */
export function nearName(there: string, today: readonly string[]): string | undefined {
  const bare = plain(there)
  return (
    today.find((name) => plain(name) === bare) ??
    today.find((name) => initials(name) === bare || initials(there) === plain(name)) ??
    today.find((name) => words(there).includes(plain(name)) || words(name).includes(bare)) ??
    nearest(there, today)
  )
}

const words = (name: string): readonly string[] =>
  name
    .replace(/([a-z\d])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== "")

const plain = (name: string): string => words(name).join("")

const initials = (name: string): string => {
  const all = words(name)
  return all.length < 2 ? "" : all.map((word) => word[0]!).join("")
}
