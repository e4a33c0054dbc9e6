import type { Json } from "@diapason/core"
import type { Section } from "../config-text/config-text.ts"

/** One thing of a description that has no like in Diapason, or means something else there. */
interface Loss {
  /** Where it stands in the description: `early_terminate.strict`. */
  readonly at: string
  /** What became of it. */
  readonly what: string
}

/** A description of another tool in the terms of Diapason. */
export interface Converted {
  /** Parameters by name: a line of the grammar, or JSON. */
  readonly space: Readonly<Record<string, Json>>
  readonly objectives: readonly { readonly metric: string; readonly direction: "minimize" | "maximize" }[]
  /** All other keys of the configuration file, in its order. */
  readonly settings: Readonly<Record<string, Json>>
  readonly lost: readonly Loss[]
}

/** A file as it was given, with what it holds as data where it is YAML or JSON. */
export interface Given {
  readonly text: string
  readonly data: Json | undefined
  /** The text of a file beside it; undefined when there is none. */
  readonly read: (path: string) => string | undefined
}

/** One form that can be converted. */
export interface Format {
  /** A word for it, as in `--json`. */
  readonly name: string
  /** What a person would call it. */
  readonly title: string
  readonly fits: (given: Given) => boolean
  /** Throws a `Problem` at what cannot be understood. */
  readonly convert: (given: Given) => Converted
}

/** What stands somewhere in a description and cannot be understood. */
export class Problem extends Error {
  readonly at: string
  constructor(at: string, problem: string) {
    super(problem)
    this.at = at
  }
}

export type JsonObject = Readonly<Record<string, Json>>

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value)
export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value)

/** The object under a key, empty when there is none. */
export const objectAt = (of: JsonObject, key: string): JsonObject => {
  const value = of[key]
  return isObject(value) ? value : {}
}

export const textAt = (of: JsonObject, key: string): string | undefined => {
  const value = of[key]
  return typeof value === "string" ? value : undefined
}

/** A number, or a text that is one. Throws a `Problem`. */
export function numberAt(of: JsonObject, key: string, at: string): number {
  const value = of[key]
  const number = typeof value === "number" ? value : typeof value === "string" && value.trim() !== "" ? Number(value) : NaN
  if (!Number.isFinite(number))
    throw new Problem(`${at}.${key}`, value === undefined ? "a number is missing" : `${JSON.stringify(value)} is no number`)
  return number
}

/** A name that a parameter can have; what cannot stand in one becomes `_`. */
export const nameFor = (text: string): string => text.replace(/[^\w.-]/g, "_").replace(/^(?![A-Za-z_])/, "_")

/** Collects what is lost while a description is read. */
export interface Losses {
  readonly list: Loss[]
  add(at: string, what: string): void
  /** Names all keys of an object but these. */
  rest(of: JsonObject, known: readonly string[], at: string): void
}

export function losses(): Losses {
  const list: Loss[] = []
  const add = (at: string, what: string): void => void list.push({ at, what })
  return {
    list,
    add,
    rest: (of, known, at) =>
      Object.keys(of).forEach((key) => known.includes(key) || add(`${at}${key}`, "has no like in Diapason and was left out")),
  }
}

/** The sections of the configuration file. */
export function sectionsOf({ space, objectives, settings, lost }: Converted, title: string, file: string): readonly Section[] {
  const before = ["name", "description", "tags", "command", "params_via", "booleans"]
  const line = (key: string): readonly Section[] => (settings[key] === undefined ? [] : [{ kind: "value", key, value: settings[key] }])
  const after = Object.keys(settings).filter((key) => !before.includes(key) && key !== "baselines")
  const baselines = settings["baselines"]
  return [
    {
      kind: "words",
      lines: [
        `Converted from ${title}: ${file}.`,
        ...(lost.length === 0 ? ["Nothing was lost."] : ["Lost or changed:", ...lost.map(lossText)]),
      ],
    },
    { kind: "gap" },
    ...before.flatMap(line),
    ...(settings["command"] === undefined
      ? [{ kind: "words", lines: ["command: python train.py   # what is run once for each trial"] } satisfies Section]
      : []),
    { kind: "gap" },
    { kind: "lines", key: "space", lines: Object.entries(space).map(([key, value]) => ({ key, value })) },
    { kind: "gap" },
    {
      kind: "list",
      key: "objectives",
      items:
        objectives.length > 0
          ? objectives.map((value) => ({ value }))
          : [{ value: { metric: "val_loss", direction: "minimize" }, off: true }],
    },
    ...(isList(baselines) ? [{ kind: "list", key: "baselines", items: baselines.map((value) => ({ value })) } satisfies Section] : []),
    ...(after.length > 0 ? [{ kind: "gap" } satisfies Section] : []),
    ...after.flatMap(line),
  ]
}

export const lossText = ({ at, what }: Loss): string => `  ${at}: ${what}`
