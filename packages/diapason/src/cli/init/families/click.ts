import type { Json } from "@diapason/core"
import { callsOf, type Call } from "../source/calls.ts"
import { literal } from "../source/literal.ts"
import { python } from "../source/scan.ts"
import { typed, typeOfWord, valueOfWord, type Family, type ScriptFlag } from "../script-flag.ts"

/** Python's click. */
export const click: Family = {
  name: "click",
  paramsVia: "args",
  help: clickHelp,
  source: (text) => (/\bclick\b/.test(text) ? callsOf(text, "(?:click\\.)?option", python).flatMap((call) => declared(call, text)) : []),
}

/** The plain help of click, which typer prints too where it draws no boxes. */
export function clickHelp(text: string): readonly ScriptFlag[] | undefined {
  if (!/^Usage: .*\[OPTIONS\]/m.test(text) || !/^Options:/m.test(text)) return undefined
  const list = /^Options:\n([^]*?)(?=^\S|(?![^]))/m.exec(text)?.[1] ?? ""
  return [...list.matchAll(/^ {1,4}(-[^\n]*(?:\n {5,}\S[^\n]*)*)/gm)].flatMap(([, block]) => {
    const [head = "", ...rest] = block!.split(/ {2,}|\n\s+/)
    return helpFlag(head, rest.join(" "))
  })
}

/** A flag from its forms (`-b, --batch-size INTEGER`, `--amp / --no-amp`) and its text. */
export function helpFlag(head: string, said: string): readonly ScriptFlag[] {
  const [, name = "", rest = ""] = /(?:^|, )--([\w.-]+)\s*(.*)$/.exec(head) ?? []
  if (["", "help", "version", "install-completion", "show-completion"].includes(name)) return []
  const text = /\[(?:[^\]]*; )?default: ([^\];]*)/.exec(said)?.[1]
  const negatable = /^\/ --no-/.test(rest)
  if (negatable || rest === "") {
    const boolean = negatable ? ("negatable" as const) : ("presence" as const)
    return [{ name, type: "bool", boolean, ...(negatable ? onOff(name, text) : { default: false }) }]
  }
  const choices = /^[[<]([^\]>]*\|[^\]>]*)[\]>]/.exec(rest)?.[1]?.split("|")
  const value = text === undefined ? undefined : valueOfWord(text)
  const type = typeOfWord(rest)
  return [
    {
      name,
      ...typed(value, type === "float"),
      ...(type !== undefined && { type }),
      ...(choices !== undefined && { choices, type: "text" as const }),
    },
  ]
}

const onOff = (name: string, text: string | undefined): { readonly default?: boolean } =>
  text === undefined ? {} : { default: text === name || text === "True" }

function declared({ args, named }: Call, source: string): readonly ScriptFlag[] {
  const names = args.map((arg) => literal(arg, "", python)).filter((name) => typeof name === "string")
  const long = names.find((name) => name.startsWith("--"))
  if (long === undefined) return []
  const [name, off] = long
    .slice(2)
    .split("/")
    .map((part) => part.trim()) as [string, string?]
  const value = literal(named.get("default"), source, python)
  const known = value === undefined || value === null ? {} : { default: value }
  if (off !== undefined) {
    if (off !== `--no-${name}`) return [{ name, unfit: `its opposite is ${off}, not --no-${name}` }]
    return [{ name, type: "bool", boolean: "negatable", default: value === true }]
  }
  if (named.get("is_flag") === "True") return [{ name, type: "bool", boolean: "presence", default: false }]
  if (named.has("nargs") || named.get("multiple") === "True") return [{ name, unfit: "it takes several values" }]
  return [{ name, ...known, ...kindOf(named.get("type"), value, source) }]
}

function kindOf(type: string | undefined, value: Json | undefined, source: string): Partial<ScriptFlag> {
  const bare = type?.replace(/^click\./, "") ?? ""
  const choices = /^Choice\(\s*(\[[^]*?\]|\([^]*?\)|\w+)/.exec(bare)?.[1]
  if (choices !== undefined) {
    const listed = literal(choices, source, python)
    return { type: "text", ...(Array.isArray(listed) && { choices: listed }) }
  }
  if (/^(float|FLOAT|FloatRange)/.test(bare)) return { type: "float" }
  if (/^(int|INT|IntRange)/.test(bare)) return { type: "int" }
  if (/^(bool|BOOL)/.test(bare)) return { type: "bool", boolean: "value" }
  // Without a type click takes that of the default, so that a whole number is one.
  const shown = typed(value)
  return shown.type === "bool" ? { ...shown, boolean: "value" } : shown
}
