import type { Json } from "@diapason/core"

/** A moment for people anywhere: `2026-03-01 14:05 UTC`. */
export const momentText = (at: number): string =>
  Number.isFinite(at) ? `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC` : "unknown"

/** A moment to the millisecond, as a record needs it. */
export const exactMoment = (at: number): string => (Number.isFinite(at) ? new Date(at).toISOString() : "unknown")

/** A share for people: `62 %`, `0.4 %`, `under 0.1 %`. */
export function shareText(share: number): string {
  if (share > 0 && share < 0.001) return "under 0.1 %"
  return `${share >= 0.095 ? (100 * share).toFixed(0) : Number((100 * share).toPrecision(1))} %`
}

/** `1 trial`, `12 trials`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`

/** `a`, `a and b`, `a, b and c`. */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)!}`

/** The same with the rest counted: `a, b and 4 more`. */
export const listedUpTo = (most: number, words: readonly string[]): string =>
  words.length <= most ? listed(words) : listed([...words.slice(0, most - 1), `${words.length - most + 1} more`])

/** JSON in a cell: a text as it is, everything else as it is written. */
export const jsonText = (value: Json | undefined): string =>
  value === undefined ? "" : value === null ? "nothing" : typeof value === "string" ? value : JSON.stringify(value)

/** How long, in its two largest units: `0.4 s`, `52 s`, `3 min 5 s`, `2 d 4 h`. */
export function spanText(ms: number): string {
  if (!(ms >= 1000)) return `${Number((Math.max(0, ms) / 1000).toPrecision(2))} s`
  let rest = Math.round(ms / 1000)
  const parts: string[] = []
  for (const [seconds, unit] of units) {
    const count = Math.floor(rest / seconds)
    rest -= count * seconds
    if (count > 0 || parts.length > 0) parts.push(count > 0 ? `${count} ${unit}` : "")
    if (parts.length === 2) break
  }
  return parts.filter((part) => part !== "").join(" ")
}

const units = [
  [86_400, "d"],
  [3600, "h"],
  [60, "min"],
  [1, "s"],
] as const

/** A text that is cut where it is longer than `most` signs; no sign is cut in two. */
export function shortText(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = text.slice(0, most - 1)
  return `${/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut}…`
}
