/** Reads a configuration file: YAML with the place of each value, or a module that exports the same keys. */
import { existsSync, readFileSync } from "node:fs"
import { dirname, relative, resolve } from "node:path"
import { pathToFileURL } from "node:url"
import { DiapasonError, fault, nearest } from "@diapason/core"
import { isScalar, LineCounter, parseDocument, type Document } from "yaml"
import type { z } from "zod"
import { configFile, configSchema, type ConfigFile } from "./config-file.ts"
import { interpolated } from "./interpolated.ts"
import type { Layer } from "./layers.ts"

/** The file and, before it, those that it includes: the farthest first. Throws D15x. */
export async function readConfigFile(path: string, env: Environment): Promise<readonly Layer[]> {
  return readAll(path, env, [])
}

type Environment = Readonly<Record<string, string | undefined>>

async function readAll(path: string, env: Environment, above: readonly string[]): Promise<readonly Layer[]> {
  const file = resolve(path)
  if (above.includes(file)) throw fault("D153", { file: shown(path), chain: [...above, file].map(shown) })
  if (!existsSync(file)) throw fault("D150", { file: shown(path), from: above.at(-1) === undefined ? undefined : shown(above.at(-1)!) })
  const layer = /\.(yaml|yml|json)$/.test(file) ? fromText(path, readFileSync(file, "utf8"), env) : await fromModule(path, file)
  const { include = [] } = layer.values
  const included = []
  for (const one of [include].flat()) included.push(...(await readAll(resolve(dirname(file), one), env, [...above, file])))
  return [...included, layer]
}

function fromText(path: string, text: string, env: Environment): Layer {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset)
    return `${shown(path)}:${line}:${col}`
  }
  const broken = document.errors[0]
  if (broken !== undefined) throw fault("D152", { at: at(broken.pos[0]), detail: broken.message })
  const place = (keys: readonly (string | number)[]): string => {
    const offset = offsetOf(document, keys)
    return offset === undefined ? shown(path) : `${shown(path)}:${lines.linePos(offset).line}`
  }
  const filled = interpolated(aliasFree(document, shown(path)) ?? {}, env, place)
  return { values: validated(filled, place), origin: (keys) => place(keys) }
}

/** The document as JSON. Aliases that would grow beyond all bounds are refused. */
function aliasFree(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    throw fault("D152", { at: file, detail: (error as Error).message })
  }
}

async function fromModule(path: string, file: string): Promise<Layer> {
  let exported: unknown
  try {
    const { createJiti } = await import("jiti")
    exported = await createJiti(pathToFileURL(file).href, { interopDefault: true }).import(file, { default: true })
  } catch (error) {
    if (error instanceof DiapasonError) throw error
    throw fault("D152", { at: shown(path), detail: (error as Error).message })
  }
  if (typeof exported !== "object" || exported === null)
    throw fault("D152", { at: shown(path), detail: "it has no default export; write `export default defineStudy({ … })`" })
  return { values: validated(plain(exported), () => shown(path)), origin: () => shown(path) }
}

/** A space that was built is its JSON form; everything else stays. */
function plain(exported: object): unknown {
  const { space, ...rest } = exported as { readonly space?: { readonly json?: unknown; readonly constraints?: readonly string[] } }
  if (space?.json === undefined || space.constraints === undefined) return exported
  const constraints = [...space.constraints, ...((rest as ConfigFile).constraints ?? [])]
  return { ...rest, space: space.json, ...(constraints.length > 0 && { constraints }) }
}

function validated(value: unknown, place: Place): ConfigFile {
  const parsed = configFile.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]!
  const path = issue.path as (string | number)[]
  if (issue.code === "unrecognized_keys") throw unknownKey(issue.keys[0]!, path, place)
  const deep = deepest(issue)
  const full = [...path, ...deep.path]
  throw fault("D152", { at: place(full), detail: `${full.join(".") || "the file"}: ${deep.message}` })
}

type Place = (keys: readonly (string | number)[]) => string

function unknownKey(key: string, path: readonly (string | number)[], place: Place): DiapasonError {
  const known = keysAt(path)
  const full = [...path, key]
  return fault("D151", { key: full.join("."), at: place(full), nearest: inFile(path, key) ?? nearest(key, known), known })
}

/** What a file has for a word that people know from the command line. */
const inFile = (path: readonly (string | number)[], key: string): string | undefined => (path.length === 0 ? wordsOfFlags[key] : undefined)

const wordsOfFlags: Readonly<Record<string, string>> = {
  minimize: "objectives: [{ metric: loss, direction: minimize }]",
  maximize: "objectives: [{ metric: accuracy, direction: maximize }]",
  trials: "budget: { trials: 50 }",
  wall: "budget: { wall: 8h }",
  jobs: "parallel",
}

/** Of several forms that were allowed, the one that came nearest says what is wrong. */
function deepest(issue: z.core.$ZodIssue): { readonly path: readonly (string | number)[]; readonly message: string } {
  if (issue.code !== "invalid_union") return { path: [], message: issue.message }
  const inner = issue.errors.flat().map((one) => ({ path: one.path as (string | number)[], message: one.message }))
  return inner.sort((a, b) => b.path.length - a.path.length)[0] ?? { path: [], message: issue.message }
}

/** The keys that the schema knows at a path. */
export function keysAt(path: readonly (string | number)[]): readonly string[] {
  let here = configSchema() as Schema
  for (const key of path) here = (typeof key === "number" ? here.items : here.properties?.[key]) ?? {}
  const forms = [here, ...(here.anyOf ?? [])]
  return forms.flatMap(({ properties }) => Object.keys(properties ?? {}))
}

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
}

/** Where the key of a pair begins, or the nearest thing around it that is there. */
function offsetOf(document: Document, keys: readonly (string | number)[]): number | undefined {
  for (let length = keys.length; length > 0; length--) {
    const parent: unknown = length === 1 ? document.contents : document.getIn(keys.slice(0, length - 1), true)
    const items = (parent as { readonly items?: readonly { readonly key?: unknown }[] } | undefined)?.items
    const pair = items?.find(({ key }) => isScalar(key) && key.value === keys[length - 1])
    const range = isScalar(pair?.key)
      ? pair.key.range
      : (document.getIn(keys.slice(0, length), true) as { range?: [number] } | undefined)?.range
    if (Array.isArray(range)) return range[0]
  }
  return undefined
}

/** A path as it is shown: from the working folder, where that is shorter. */
const shown = (path: string): string => {
  const near = relative(process.cwd(), path)
  return near.startsWith("..") || near === "" ? path : near
}
