import type { Json } from "@diapason/core"
import { callsOf, type Call } from "../source/calls.ts"
import { literal } from "../source/literal.ts"
import { python } from "../source/scan.ts"
import { typed, valueOfWord, type Family, type ScriptFlag } from "../script-flag.ts"

/** Python's own argparse. */
export const argparse: Family = {
  name: "argparse",
  paramsVia: "args",
  help(text) {
    if (!/^usage: /m.test(text) || !/^\s+-h, --help\b/m.test(text)) return undefined
    return [...text.matchAll(/^ {1,4}(-[^\n]*(?:\n {5,}\S[^\n]*)*)/gm)].flatMap(([, block]) => inHelp(block!))
  },
  source: (text) => callsOf(text, "(?:\\w+\\.)?add_argument", python).flatMap((call) => declared(call, text)),
}

function declared({ args, named }: Call, source: string): readonly ScriptFlag[] {
  const names = args.map((arg) => literal(arg, "", python)).filter((name) => typeof name === "string")
  const long = names.find((name) => name.startsWith("--"))
  if (long === undefined)
    return names[0]?.startsWith("-") === true ? [{ name: names[0].slice(1), unfit: "it has no form with two dashes" }] : []
  const [name, action] = [long.slice(2), literal(named.get("action"), "", python) ?? named.get("action")?.split(".").at(-1)]
  if (action === "store_true" || action === "store_false") return [{ name, type: "bool", boolean: "presence", default: false }]
  const value = literal(named.get("default"), source, python)
  const known = value === undefined || value === null ? {} : { default: value }
  if (action === "BooleanOptionalAction") return [{ name, type: "bool", boolean: "negatable", ...known }]
  if (action !== undefined && action !== "store") return [{ name, unfit: `its action is ${action}` }]
  if (named.has("nargs")) return [{ name, ...known, unfit: "it takes several values" }]
  return [{ name, ...known, ...kindOf(named, value, source) }]
}

/** By `type=`; without it argparse hands over text, whatever the default is. */
function kindOf(named: Call["named"], value: Json | undefined, source: string): Partial<ScriptFlag> {
  const choices = literal(named.get("choices"), source, python)
  const listed = Array.isArray(choices) ? { choices } : {}
  const type = named.get("type")
  if (type === "float" || type === "int") return { type, ...listed }
  if (type === "bool")
    return { type: "bool", unfit: "type=bool reads every text but the empty one as true; action=argparse.BooleanOptionalAction would do" }
  if (type === undefined || type === "str") {
    if (typeof value === "number") return { type: "text", unfit: `it has no type=, so that the script would receive the text "${value}"` }
    return { type: "text", ...listed }
  }
  return { ...typed(value), ...listed, ...(typeof value === "boolean" && { boolean: "value" as const }) }
}

/** One flag of the list: its forms, and behind two spaces or on the next line what it means. */
function inHelp(block: string): readonly ScriptFlag[] {
  const [head = "", ...rest] = block.split(/ {2,}|\n\s+/)
  const said = rest.join(" ")
  const forms = head.split(/, (?=-)/)
  const long = forms.map((form) => /^--([\w.-]+)(?:[ =](.*))?$/.exec(form)).find((form) => form !== null && !form[1]!.startsWith("no-"))
  if (long === undefined || long === null || long[1] === "help" || long[1] === "version") return []
  const [, name = "", value] = long
  const text = /\(default: ([^)]*)\)/.exec(said)?.[1]
  const known = text === undefined || text === "None" ? {} : { default: valueOfWord(text) }
  if (forms.includes(`--no-${name}`)) return [{ name, type: "bool", boolean: "negatable", ...known }]
  if (value === undefined) return [{ name, type: "bool", boolean: "presence", default: false }]
  if (/\[.*\.\.\.\]/.test(value)) return [{ name, unfit: "it takes several values" }]
  const choices = /^\{(.*)\}$/.exec(value)?.[1]?.split(",").map(valueOfWord)
  return [{ name, ...typed(known.default, /[.e]/.test(text ?? "")), ...(choices !== undefined && { choices }) }]
}
