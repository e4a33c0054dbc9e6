import type { Json } from "@diapason/core"
import { callsOf, entriesOf } from "../source/calls.ts"
import { literal } from "../source/literal.ts"
import { closingOf, javascript } from "../source/scan.ts"
import { valueOfWord, type Family, type ScriptFlag } from "../script-flag.ts"

/** Node's `parseArgs`, which prints no help: only the source tells. */
export const parseArgs: Family = {
  name: "parseArgs",
  paramsVia: "args",
  source: (text) => callsOf(text, "(?:util\\.)?parseArgs", javascript).flatMap(({ args }) => declared(args[0] ?? "", text)),
}

function declared(settings: string, source: string): readonly ScriptFlag[] {
  const body = entriesOf(settings, javascript)
  const options = body.get("options") ?? (/[{,]\s*options\s*[,}]/.test(settings) ? "options" : "")
  const negative = body.get("allowNegative") === "true"
  return [...entriesOf(resolved(options, source), javascript)].map(([name, text]): ScriptFlag => {
    const option = entriesOf(text, javascript)
    if (literal(option.get("multiple"), "", javascript) === true) return { name, unfit: "it takes several values" }
    const value = literal(option.get("default"), source, javascript) ?? fallback(name, source)
    if (literal(option.get("type"), "", javascript) === "boolean")
      return { name, type: "bool", boolean: negative ? "negatable" : "presence", default: value === true }
    return { name, ...texted(value) }
  })
}

/** A name in place of the object: what the source sets it to. */
function resolved(text: string, source: string): string {
  if (text.startsWith("{")) return text
  const found = /^\w+$/.test(text) ? new RegExp(`\\b(?:const|let|var)\\s+${text}\\s*(?::[^=]+)?=\\s*\\{`).exec(source) : null
  if (found === null) return ""
  const open = found.index + found[0].length - 1
  return source.slice(open, closingOf(source, open, javascript))
}

/** `Number(values.lr ?? 1e-3)`: a default that stands where the value is used. */
function fallback(name: string, source: string): Json | undefined {
  const access = /^\w+$/.test(name) ? `(?:\\.${name}|\\[["']${name}["']\\])` : `\\[["']${name}["']\\]`
  const found = new RegExp(`\\b\\w+${access}\\s*(?:\\?\\?|\\|\\|)\\s*("[^"]*"|'[^']*'|[\\w.+-]+)`).exec(source)
  return literal(found?.[1], source, javascript)
}

/** All values are texts; one that reads as a number is meant as one. */
export function texted(value: Json | undefined): Omit<ScriptFlag, "name"> {
  if (value === undefined || value === null) return {}
  const meant = typeof value === "string" ? valueOfWord(value) : value
  if (typeof meant !== "number") return { type: "text", default: value }
  return { type: Number.isInteger(meant) && !/[.e]/i.test(String(value)) ? "int" : "float", default: meant }
}
