import type { Json } from "@diapason/core"

/** How a script wants true and false: `--amp=true`, `--amp` or nothing, `--amp` or `--no-amp`. */
type BooleanStyle = "value" | "presence" | "negatable"

/** A flag of a script, as far as its help or its source tells. */
export interface ScriptFlag {
  /** As it is written, without leading dashes: `batch-size`. */
  readonly name: string
  readonly type?: "float" | "int" | "text" | "bool"
  /** What the script takes when the flag is not given; absent where that is not known. */
  readonly default?: Json
  readonly choices?: readonly Json[]
  readonly boolean?: BooleanStyle
  /** The other value that decides whether this one is there at all, with what it has to be; without `value` that is not known. */
  readonly within?: { readonly name: string; readonly value?: Json }
  /** Why no study can set it, where that is so. */
  readonly unfit?: string
}

/** One way in which scripts read their flags. */
export interface Family {
  readonly name: string
  /** How values are handed to such scripts. */
  readonly paramsVia: "args" | "hydra"
  /** Flags from what `--help` printed; undefined when that is the help of another family. */
  readonly help?: (text: string) => readonly ScriptFlag[] | undefined
  /** Flags from one file of source. `read` gives the text of a file beside it, undefined when there is none. */
  readonly source: (text: string, read: (path: string) => string | undefined) => readonly ScriptFlag[]
}

/** The flags of both, in the order of the source: what the source says holds, help fills what is missing. */
export function mergeFlags(source: readonly ScriptFlag[], help: readonly ScriptFlag[]): readonly ScriptFlag[] {
  const told = new Map(help.map((flag) => [flag.name, flag]))
  const known = new Set(source.map(({ name }) => name))
  return [...source.map((flag) => ({ ...told.get(flag.name), ...flag })), ...help.filter(({ name }) => !known.has(name))]
}

/** What a word in a help text or a declaration stands for: a number, true or false, nothing, or the text itself. */
export function valueOfWord(word: string): Json {
  const text = word.trim().replace(/^(['"])(.*)\1$/, "$2")
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number(text)
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === "true"
  return /^(none|null)$/i.test(text) ? null : text
}

/** The type that a default or a word such as INTEGER shows. */
export function typeOfWord(word: string): ScriptFlag["type"] {
  const bare = word.toLowerCase().replace(/[<>[\]]/g, "")
  if (/^(float|double|number|a number|a non-negative number|float range)/.test(bare)) return "float"
  if (/^(int|integer|an integer|a positive integer|a non-negative integer)/.test(bare)) return "int"
  return /^bool/.test(bare) ? "bool" : undefined
}

/** A default with the type it shows, where a declaration names none. */
export function typed(value: Json | undefined, real = false): Pick<ScriptFlag, "type" | "default"> {
  if (value === undefined || value === null) return {}
  if (typeof value === "number") return { type: Number.isInteger(value) && !real ? "int" : "float", default: value }
  if (typeof value === "boolean") return { type: "bool", default: value }
  return { type: "text", default: value }
}
