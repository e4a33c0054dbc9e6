import { callsOf, type Call } from "../source/calls.ts"
import { literal } from "../source/literal.ts"
import { python } from "../source/scan.ts"
import { typed, typeOfWord, valueOfWord, type Family, type ScriptFlag } from "../script-flag.ts"

/** Abseil's flags for Python. Its booleans take `--flag=true`. */
export const absl: Family = {
  name: "absl",
  paramsVia: "args",
  help(text) {
    if (!/--helpfull/.test(text)) return undefined
    return [...text.matchAll(/^ {2}(--[^\n]*(?:\n {4}[^\n]*)*)/gm)].flatMap(([, block]) => inHelp(block!))
  },
  source: (text) => callsOf(text, "(?:\\w+\\.)?DEFINE_\\w+", python).flatMap((call) => declared(call, text)),
}

function declared({ name: called, args, named }: Call, source: string): readonly ScriptFlag[] {
  const name = literal(args[0] ?? named.get("name"), "", python)
  if (typeof name !== "string") return []
  const value = literal(args[1] ?? named.get("default"), source, python)
  const known = value === undefined || value === null ? {} : { default: value }
  const kind = called.slice(called.indexOf("DEFINE_") + 7)
  if (kind === "float") return [{ name, type: "float", ...known }]
  if (kind === "integer") return [{ name, type: "int", ...known }]
  if (kind === "bool" || kind === "boolean") return [{ name, type: "bool", boolean: "value", ...known }]
  if (kind === "string") return [{ name, type: "text", ...known }]
  const choices = kind === "enum" ? literal(args[2] ?? named.get("enum_values"), source, python) : undefined
  if (Array.isArray(choices)) return [{ name, type: "text", choices, ...known }]
  return [{ name, unfit: `DEFINE_${kind} is not read` }]
}

function inHelp(block: string): readonly ScriptFlag[] {
  const [, no, name, rest = ""] = /^--(\[no\])?([\w.-]+):([^]*)$/.exec(block) ?? []
  if (name === undefined) return []
  const text = /\(default: '?([^)']*)'?\)/.exec(rest)?.[1]
  const value = text === undefined || text === "none" ? undefined : valueOfWord(text)
  if (no !== undefined) return [{ name, type: "bool", boolean: "value", ...(typeof value === "boolean" && { default: value }) }]
  const type = typeOfWord(/\n\s+\((an? [^)]*)\)/.exec(rest)?.[1] ?? "")
  const choices = /^ <([^>]*)>/.exec(rest)?.[1]?.split("|")
  return [
    {
      name,
      ...typed(value, type === "float"),
      ...(type !== undefined && { type }),
      ...(choices !== undefined && { choices, type: "text" as const }),
    },
  ]
}
