import type { Json } from "@diapason/core"
import { entriesOf } from "./calls.ts"
import { splitTop, type Language } from "./scan.ts"

/**
 * The value that is written in a source: a number, a text, true, false, nothing, a list or a dict of these; or a name that the same
 * source sets to one at the beginning of a line. Undefined for all that would have to be computed.
 */
export function literal(text: string | undefined, source: string, language: Language): Json | undefined {
  if (text === undefined) return undefined
  const word = text.trim()
  if (/^[+-]?(\d[\d_]*\.?[\d_]*|\.\d+)(e[+-]?\d+)?$/i.test(word)) return Number(word.replaceAll("_", ""))
  if (/^(True|true)$/.test(word)) return true
  if (/^(False|false)$/.test(word)) return false
  if (/^(None|null|undefined)$/.test(word)) return null
  const quoted = /^[rbuRBU]?(["'`])((?:\\.|(?!\1)[^\\])*)\1$/.exec(word)
  if (quoted !== null) return unescaped(quoted[2]!)
  if (/^[[(][^]*[\])]$/.test(word)) return listed(word, source, language)
  if (word.startsWith("{")) return mapped(word, source, language)
  return /^[A-Za-z_]\w*$/.test(word) ? constant(word, source, language) : undefined
}

function listed(word: string, source: string, language: Language): Json | undefined {
  const parts = splitTop(word.slice(1, -1), ",", language)
  const values = parts.map((part) => literal(part, source, language))
  if (values.some((value) => value === undefined)) return undefined
  return word.startsWith("(") && parts.length === 1 && !/,\s*\)$/.test(word) ? values[0] : (values as Json[])
}

function mapped(word: string, source: string, language: Language): Json | undefined {
  const entries = [...entriesOf(word, language)].map(([key, part]) => [key, literal(part, source, language)] as const)
  return entries.some(([, value]) => value === undefined) ? undefined : (Object.fromEntries(entries) as Json)
}

/** `WIDTH = 256`, `const width = 256`: only what does not speak of another name again. */
function constant(name: string, source: string, language: Language): Json | undefined {
  const found = new RegExp(
    `^(?:export\\s+)?(?:const\\s+|let\\s+|var\\s+)?${name}\\s*(?::\\s*[\\w.[\\]]+\\s*)?=(?!=)\\s*(.+?);?\\s*$`,
    "m",
  ).exec(source)
  const value = found?.[1]?.replace(language.comment.source.startsWith("#") ? /\s+#.*$/ : /\s*\/\/.*$/, "")
  return value === undefined || /^[A-Za-z_]\w*$/.test(value)
    ? value === undefined
      ? undefined
      : word(value)
    : literal(value, source, language)
}

const word = (text: string): Json | undefined => (/^(True|False|None|true|false|null)$/.test(text) ? literal(text, "", none) : undefined)
const none: Language = { comment: /(?!)/y, strings: [] }

const unescaped = (text: string): string => text.replace(/\\(.)/g, (_, char: string) => ({ n: "\n", t: "\t", r: "\r" })[char] ?? char)
