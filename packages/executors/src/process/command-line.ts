import { fault, type Config, type Job, type Json } from "@diapason/core"
import type { Places } from "./places.ts"

/** How values reach a command. */
export interface CommandStyle {
  readonly command: readonly string[]
  /** Without it: where the command has `{name}`, only those are filled, else `args`. With it, what is not filled goes this way too. */
  readonly paramsVia?: "args" | "args-space" | "hydra" | "env" | "file" | "none"
  /** `--amp=true`, `--amp` or nothing, `--amp` or `--no-amp`. */
  readonly booleans?: "value" | "presence" | "negatable"
  /** Names on the command line by path, of all parameters: `{ "optimizer.momentum": "momentum" }`. Without it, the last part of the path. */
  readonly leafNames?: Readonly<Record<string, string>>
  /** Paths that other parameters are derived from; these need not reach the command themselves. */
  readonly inputs?: readonly string[]
  /** Whether the command is a line for `/bin/sh`; what is filled in is then quoted. */
  readonly shell?: boolean
}

/** The program and its words for one attempt. A value that is null or inactive leaves out its word, and the flag before it. */
export function commandLine(style: CommandStyle, job: Job, places: Places): readonly string[] {
  const values = valuesOf(job.config)
  const known = knownNames(style, values)
  const facts = factsOf(job, places)
  const filled = new Set<string>()
  const quote = style.shell === true ? shellQuoted : (word: string): string => word
  const look = (name: string): { readonly value: Json | undefined } | undefined => {
    const path = known.get(name)
    if (path !== undefined) return (filled.add(path), { value: values.get(path) })
    return Object.hasOwn(facts, name) ? { value: facts[name] } : undefined
  }
  const words = fill(style.command, look, quote)
  const onlyFilled =
    style.paramsVia === undefined && placeholders(style.command).some((name) => known.has(name) || Object.hasOwn(facts, name))
  const rest = onlyFilled ? [] : [...values].filter(([path]) => !filled.has(path))
  const appended = rest.flatMap(([path, value]) => appendedWords(style, leafOf(style, path), value)).map(quote)
  return style.shell === true ? ["/bin/sh", "-c", [...words, ...appended].join(" ")] : [...words, ...appended]
}

/** Throws D114 for a parameter that no placeholder of the command names. Asks for `leafNames`, which list the parameters. */
export function checkReach(style: CommandStyle): void {
  const { command, leafNames = {}, inputs = [] } = style
  const used = placeholders(command)
  const reached = (path: string): boolean => inputs.includes(path) || used.includes(path) || used.includes(leafOf(style, path))
  if (style.paramsVia !== undefined || used.includes("params_file")) return
  if (!used.some((name) => factNames.includes(name) || Object.keys(leafNames).some((path) => path === name || leafNames[path] === name)))
    return
  const lost = Object.keys(leafNames).find((path) => !reached(path))
  if (lost !== undefined) throw fault("D114", { parameter: lost, flag: leafOf(style, lost) })
}

/** The values of a configuration by path, in order: a branch gives its name and its own values, anything else stays whole. */
export function valuesOf(config: Config, prefix = ""): ReadonlyMap<string, Json> {
  const values = new Map<string, Json>()
  for (const [name, value] of Object.entries(config)) {
    const path = prefix + name
    const branch = branchOf(value)
    values.set(path, branch === undefined ? value : branch.use)
    if (branch !== undefined) for (const [inner, x] of valuesOf(branch.rest, `${path}.`)) values.set(inner, x)
  }
  return values
}

/** A value as one word. */
export const wordOf = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value))

function branchOf(value: Json): { readonly use: string; readonly rest: Config } | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined
  const { use, ...rest } = value as Config
  return typeof use === "string" ? { use, rest } : undefined
}

function appendedWords({ paramsVia = "args", booleans = "value" }: CommandStyle, name: string, value: Json): readonly string[] {
  if (value === null || paramsVia === "env" || paramsVia === "file" || paramsVia === "none") return []
  if (paramsVia === "hydra") return [`${name}=${wordOf(value)}`]
  if (typeof value === "boolean" && booleans === "presence") return value ? [`--${name}`] : []
  if (typeof value === "boolean" && booleans === "negatable") return [value ? `--${name}` : `--no-${name}`]
  return paramsVia === "args" ? [`--${name}=${wordOf(value)}`] : [`--${name}`, wordOf(value)]
}

function fill(
  command: readonly string[],
  look: (name: string) => { readonly value: Json | undefined } | undefined,
  quote: (word: string) => string,
): string[] {
  const words: string[] = []
  for (const word of command) {
    let absent = false
    const text = word.replace(placeholder, (written: string, name: string) => {
      const found = look(name)
      if (found === undefined) return written
      absent ||= found.value === undefined || found.value === null
      return absent ? "" : quote(wordOf(found.value!))
    })
    if (!absent) words.push(text)
    else if (/^\{[^{}]*\}$/.test(word) && words.at(-1)?.startsWith("-") === true) words.pop()
  }
  return words
}

function knownNames(style: CommandStyle, values: ReadonlyMap<string, Json>): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  for (const path of [...Object.keys(style.leafNames ?? {}), ...values.keys()]) {
    names.set(path, path)
    if (!names.has(leafOf(style, path))) names.set(leafOf(style, path), path)
  }
  return names
}

const leafOf = ({ leafNames }: CommandStyle, path: string): string => leafNames?.[path] ?? path.slice(path.lastIndexOf(".") + 1)

function factsOf(job: Job, places: Places): Readonly<Record<string, Json>> {
  const { trial, seed } = job
  const [out_dir, checkpoint_dir, params_file] = [places.folder, places.checkpoints, places.params]
  return { trial, seed, out_dir, checkpoint_dir, params_file, fidelity: job.fidelity ?? null }
}

const factNames: readonly string[] = ["trial", "seed", "out_dir", "checkpoint_dir", "params_file", "fidelity"]

const placeholder = /\{([A-Za-z_][\w.-]*)\}/g

const placeholders = (command: readonly string[]): readonly string[] =>
  command.flatMap((word) => [...word.matchAll(placeholder)].map((m) => m[1]!))

const shellQuoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)
