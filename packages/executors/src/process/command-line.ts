import { fault, type Config, type Job, type Json } from "@diapason/core"
import type { Granted } from "../resources/resources.ts"
import type { Places } from "./places.ts"

/** How values reach a command. */
export interface CommandStyle {
  readonly command: readonly string[]
  /** Without it: where the command has `{name}`, only those are filled, else `args`. With it, what is not filled goes this way too. */
  readonly paramsVia?: "args" | "args-space" | "hydra" | "env" | "file" | "none"
  /** `--amp=true`, `--amp` or nothing, `--amp` or `--no-amp`: for all, or by path or name of the parameter, the rest being `value`. */
  readonly booleans?: BooleanStyle | Readonly<Record<string, BooleanStyle>>
  /** Names on the command line by path, of all parameters: `{ "optimizer.momentum": "momentum" }`. Without it, the last part of the path. */
  readonly leafNames?: Readonly<Record<string, string>>
  /** Paths that other parameters are derived from; these need not reach the command themselves. */
  readonly inputs?: readonly string[]
  /** Variables of one attempt, beside those that all have. */
  readonly variables?: (job: Job) => Readonly<Record<string, string>>
  /** Whether the command is a line for `/bin/sh`; what is filled in is then quoted. */
  readonly shell?: boolean
}

/** How a value that is true or false stands on a command line. */
export type BooleanStyle = "value" | "presence" | "negatable"

/** The program and its words for one attempt. A value that is null or inactive leaves out its word, and the flag before it. */
export function commandLine(style: CommandStyle, job: Job, places: Places, granted: Granted = {}): readonly string[] {
  const values = valuesOf(job.config)
  const { look, known, facts, filled } = lookUp(style, job, places, granted)
  const quote = style.shell === true ? shellQuoted : (word: string): string => word
  const words = fill(style.command, look, quote, (name, value) => booleanOf(style, known.get(name) ?? name, value))
  const onlyFilled =
    style.paramsVia === undefined && placeholders(style.command).some((name) => known.has(name) || Object.hasOwn(facts, name))
  const rest = onlyFilled ? [] : [...values].filter(([path]) => !filled.has(path))
  const appended = rest.flatMap(([path, value]) => appendedWords(style, path, value)).map(quote)
  return style.shell === true ? ["/bin/sh", "-c", [...words, ...appended].join(" ")] : [...words, ...appended]
}

/** The words that bring all values of a configuration to a command without placeholders; of values that go another way, as flags. */
export function flagWords(style: Omit<CommandStyle, "command">, config: Config): readonly string[] {
  const spoken = style.paramsVia === "hydra" || style.paramsVia === "args-space" ? style.paramsVia : "args"
  return [...valuesOf(config)].flatMap(([path, value]) => appendedWords({ ...style, command: [], paramsVia: spoken }, path, value))
}

/** A text with its placeholders filled as in a command; undefined where one of them has no value. */
export const filledText = (style: CommandStyle, job: Job, places: Places, text: string): string | undefined =>
  fill([text], lookUp(style, job, places, {}).look, (word) => word)[0]

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

function appendedWords(style: CommandStyle, path: string, value: Json): readonly string[] {
  const { paramsVia = "args" } = style
  const name = leafOf(style, path)
  if (value === null || paramsVia === "env" || paramsVia === "file" || paramsVia === "none") return []
  if (paramsVia === "hydra") return [`${name}=${hydraWord(value)}`]
  const flag = booleanOf(style, path, value)
  if (flag !== undefined) return flag(`--${name}`)
  return paramsVia === "args" ? [`--${name}=${wordOf(value)}`] : [`--${name}`, wordOf(value)]
}

/** How a flag says this value without a word of its own; undefined where the value is written. */
function booleanOf(style: CommandStyle, path: string, value: Json | undefined): ((flag: string) => readonly string[]) | undefined {
  const { booleans = "value" } = style
  const how = typeof booleans === "string" ? booleans : (booleans[path] ?? booleans[leafOf(style, path)] ?? "value")
  if (typeof value !== "boolean" || how === "value") return undefined
  if (value) return (flag) => [flag]
  return how === "presence" ? () => [] : (flag) => [flag.replace(/^--/, "--no-")]
}

/** Hydra reads `a,b` as a sweep and more signs in its own way, unless they are quoted. */
const hydraWord = (value: Json): string =>
  typeof value !== "string" || /^[\w./:@%+-]+$/.test(value)
    ? wordOf(value)
    : `'${value.replace(/\\(?=\\*'|\\*$)/g, "\\\\").replaceAll("'", "\\'")}'`

function fill(
  command: readonly string[],
  look: (name: string) => { readonly value: Json | undefined } | undefined,
  quote: (word: string) => string,
  flagged: (name: string, value: Json | undefined) => ((flag: string) => readonly string[]) | undefined = () => undefined,
): string[] {
  const words: string[] = []
  for (const [i, word] of command.entries()) {
    const alone = /^(?:(--[^{}=\s]+)=)?\{([^{}]*)\}$/.exec(word)
    const before = words.at(-1) === command[i - 1] && /^--[^=\s]+$/.test(words.at(-1) ?? "") ? words.at(-1) : undefined
    const flag = alone?.[1] ?? before
    const says = alone === null || flag === undefined ? undefined : flagged(alone[2]!, look(alone[2]!)?.value)
    if (says !== undefined) {
      if (alone![1] === undefined) words.pop()
      words.push(...says(flag!))
      continue
    }
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

interface LookUp {
  readonly look: (name: string) => { readonly value: Json | undefined } | undefined
  readonly known: ReadonlyMap<string, string>
  readonly facts: Readonly<Record<string, Json>>
  /** The paths of the parameters that were looked up. */
  readonly filled: ReadonlySet<string>
}

function lookUp(style: CommandStyle, job: Job, places: Places, granted: Granted): LookUp {
  const values = valuesOf(job.config)
  const known = knownNames(style, values)
  const facts = factsOf(job, places, granted)
  const filled = new Set<string>()
  const look: LookUp["look"] = (name) => {
    const path = known.get(name)
    if (path !== undefined) return (filled.add(path), { value: values.get(path) })
    return Object.hasOwn(facts, name) ? { value: facts[name] } : undefined
  }
  return { look, known, facts, filled }
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

/** A fact that there is not is null, and so leaves out its word: `--gpu {gpu}` where there is none. */
function factsOf(job: Job, places: Places, { gpus }: Granted): Readonly<Record<string, Json>> {
  const { trial, seed, fidelity = null } = job
  const [out_dir, checkpoint_dir, params_file] = [places.folder, places.checkpoints, places.params]
  return { trial, seed, out_dir, checkpoint_dir, params_file, fidelity, budget: fidelity, gpu: gpus?.join(",") ?? null }
}

const factNames: readonly string[] = ["trial", "seed", "out_dir", "checkpoint_dir", "params_file", "fidelity", "budget", "gpu"]

const placeholder = /\{([A-Za-z_][\w.-]*)\}/g

const placeholders = (command: readonly string[]): readonly string[] =>
  command.flatMap((word) => [...word.matchAll(placeholder)].map((m) => m[1]!))

const shellQuoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)
