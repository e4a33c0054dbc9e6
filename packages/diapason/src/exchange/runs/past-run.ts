import type { Json } from "@diapason/core"

/** One run as another program recorded it. */
export interface PastRun {
  /** How a person finds it: its folder or file. */
  readonly place: string
  /** What it was given, flat: of nested values the path with dots. */
  readonly config: Readonly<Record<string, Json>>
  /** Its last numbers by metric. */
  readonly values: Readonly<Record<string, number>>
  /** By rising step. */
  readonly reports: readonly { readonly step: number; readonly metrics: Readonly<Record<string, number>> }[]
  /** `open`: nobody recorded how it ended. */
  readonly end: "done" | "failed" | "open"
  /** Why it failed, in a line. */
  readonly message?: string
  readonly notes: Readonly<Record<string, Json>>
}

/** Nested values by paths with dots; lists and empty objects stay as they are. */
export function flatten(of: Readonly<Record<string, Json>>, prefix = ""): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    Object.entries(of).flatMap(([key, value]): readonly (readonly [string, Json])[] =>
      typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
        ? Object.entries(flatten(value as Readonly<Record<string, Json>>, `${prefix}${key}.`))
        : [[`${prefix}${key}`, value]],
    ),
  )
}

/** JSON as Python writes it: bare NaN and Infinity become the words nan, inf and -inf. Undefined for what is none. */
export function looseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    const words = { NaN: '"nan"', Infinity: '"inf"', "-Infinity": '"-inf"' } as const
    const strict = text.replace(/"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g, (found) => words[found as keyof typeof words] ?? found)
    try {
      return JSON.parse(strict) as Json
    } catch {
      return undefined
    }
  }
}

/** A number, also one of the words that JSON has in place of those that are not finite; undefined for anything else. */
function numberOf(value: Json | undefined): number | undefined {
  if (typeof value === "number") return value
  return value === "nan" || value === "NaN"
    ? NaN
    : value === "inf" || value === "Infinity"
      ? Infinity
      : value === "-inf" || value === "-Infinity"
        ? -Infinity
        : undefined
}

/** The numbers among flat values, without those that the program keeps for itself. */
export function numbersIn(flat: Readonly<Record<string, Json>>, own: (name: string) => boolean): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(flat).flatMap(([name, value]) => {
      const number = numberOf(value)
      return number === undefined || own(name) ? [] : [[name, number] as const]
    }),
  )
}
