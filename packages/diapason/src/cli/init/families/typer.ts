import type { Json } from "@diapason/core"
import { callsOf } from "../source/calls.ts"
import { literal } from "../source/literal.ts"
import { closingOf, python, splitTop, withoutComments } from "../source/scan.ts"
import type { Family, ScriptFlag } from "../script-flag.ts"
import { clickHelp, helpFlag } from "./click.ts"

/** Python's typer: the parameters of a function are the flags. */
export const typer: Family = {
  name: "typer",
  paramsVia: "args",
  help(text) {
    if (!/╭─ Options/.test(text)) return /^Usage: .*\[OPTIONS\]/m.test(text) ? clickHelp(text) : undefined
    return [...text.matchAll(/^│ [* ]? *(-.*?)\s*│$/gm)].flatMap(([, row]) => inBox(row!))
  },
  source(text) {
    if (!/\btyper\b/.test(text)) return []
    return functionsIn(withoutComments(text, python)).flatMap((parameters) =>
      splitTop(parameters, ",", python).flatMap((parameter) => declared(parameter, text)),
    )
  },
}

/** A row of the box: its columns stand two spaces apart. */
function inBox(row: string): readonly ScriptFlag[] {
  const columns = row.split(/ {2,}/)
  const forms = columns.filter((column) => column.startsWith("-"))
  const off = forms.find((form) => form.startsWith("--no-"))
  const long = forms.find((form) => form.startsWith("--") && form !== off)
  const [type = "", ...said] = columns.filter((column) => !column.startsWith("-"))
  if (long === undefined) return []
  const head = /bool/.test(type) || off !== undefined ? `${long}${off === undefined ? "" : ` / ${off}`}` : `${long} ${type}`
  return helpFlag(head, [type, ...said].join(" "))
}

/** The parameter lists of the functions that are commands. */
function functionsIn(source: string): readonly string[] {
  const run = new Set([...source.matchAll(/typer\.run\(\s*(\w+)\s*\)/g)].map(([, name]) => name!))
  return [...source.matchAll(/^((?:@[^\n]*\n)*)(?:async )?def (\w+)\s*\(/gm)].flatMap((found) => {
    if (!/\.(command|callback)\b/.test(found[1]!) && !run.has(found[2]!)) return []
    const open = found.index + found[0].length - 1
    return [source.slice(open + 1, closingOf(source, open, python) - 1)]
  })
}

function declared(parameter: string, source: string): readonly ScriptFlag[] {
  const [left = "", value] = splitTop(parameter, "=", python)
  const [, name = "", annotation = ""] = /^(\w+)\s*:\s*([^]*)$/.exec(left) ?? []
  const options = callsOf(parameter, "typer\\.Option|Option", python)[0]
  if (name === "" || callsOf(parameter, "typer\\.Argument|Argument", python).length > 0) return []
  const annotated = /^(?:typing\.)?Annotated\[/.test(annotation)
  const given = options === undefined || annotated ? value : options.args[0]
  if (given === undefined && options === undefined) return []
  const names = (options?.args ?? [])
    .map((arg) => literal(arg, "", python))
    .filter((word) => typeof word === "string" && word.startsWith("-")) as string[]
  const form = (names.find((word) => word.startsWith("--")) ?? `--${name.toLowerCase().replaceAll("_", "-")}`).slice(2)
  const type = annotated ? splitTop(annotation.slice(annotation.indexOf("[") + 1, -1), ",", python)[0]! : annotation.trim()
  return [{ name: form.split("/")[0]!, ...kindOf(type, given, names, source) }]
}

function kindOf(type: string, given: string | undefined, names: readonly string[], source: string): Omit<ScriptFlag, "name"> {
  const bare = /^(?:typing\.)?Optional\[(.*)\]$/.exec(type)?.[1] ?? type.replace(/\s*\|\s*None$/, "")
  const value = literal(given, source, python)
  const known = value === undefined || value === null ? {} : { default: value }
  if (bare === "float" || bare === "int") return { type: bare, ...known }
  if (bare === "bool")
    return { type: "bool", boolean: names.length > 0 && names.every((word) => !word.includes("/")) ? "presence" : "negatable", ...known }
  const members = membersOf(bare, source)
  if (members === undefined) return bare === "str" ? { type: "text", ...known } : { ...known, unfit: `its type is ${bare}` }
  const member = /^\w+\.(\w+)$/.exec(given ?? "")?.[1]
  const chosen = member === undefined ? value : members.get(member)
  return { type: "text", choices: [...members.values()], ...(chosen !== undefined && chosen !== null && { default: chosen }) }
}

/** `class Kind(str, Enum): a = "a"`, or `Literal["a", "b"]`: the values by their names. */
function membersOf(type: string, source: string): ReadonlyMap<string, Json> | undefined {
  const listed = literal(/^(?:typing\.)?Literal(\[[^]*\])$/.exec(type)?.[1], source, python)
  if (Array.isArray(listed)) return new Map((listed as Json[]).map((value) => [String(value), value]))
  const body = /^\w+$/.test(type)
    ? new RegExp(`^class ${type}\\([^)]*Enum[^)]*\\):\\n((?:[ \\t]+[^\\n]*\\n|\\n)+)`, "m").exec(source)?.[1]
    : undefined
  if (body === undefined) return undefined
  const members = [...body.matchAll(/^\s+(\w+)\s*=\s*(.+)$/gm)].map(([, name, text]) => [name!, literal(text, source, python)] as const)
  return new Map(members.filter((member): member is readonly [string, Json] => member[1] !== undefined))
}
