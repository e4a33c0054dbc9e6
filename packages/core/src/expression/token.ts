import { fault } from "../errors/fault.ts"
import type { SpotAt } from "../errors/spot.ts"

/** A word of an expression with its place. A quoted name (`` `weight-decay` ``) is a name like any other. */
export type Token =
  | { readonly kind: "number"; readonly value: number; readonly text: string; readonly at: number }
  | { readonly kind: "string"; readonly value: string; readonly text: string; readonly at: number }
  | { readonly kind: "name"; readonly text: string; readonly at: number }
  | { readonly kind: "sign"; readonly text: string; readonly at: number }
  | { readonly kind: "end"; readonly text: ""; readonly at: number }

/** Cuts an expression into words. Throws D110 at a character that begins none. */
export function tokens(source: string, spot: SpotAt): readonly Token[] {
  const found: Token[] = []
  let at = 0
  for (;;) {
    while (at < source.length && /\s/.test(source[at]!)) at++
    const token = tokenAt(source, at, spot)
    found.push(token)
    if (token.kind === "end") return found
    at = token.kind === "name" && source[at] === "`" ? at + token.text.length + 2 : at + token.text.length
  }
}

const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y
const NAME = /[A-Za-z_][A-Za-z0-9_]*(?:\[\d+\])*(?:\.[A-Za-z_][A-Za-z0-9_]*(?:\[\d+\])*)*/y
const SIGN = /<=|>=|==|!=|&&|\|\||[-+*/%<>!?:()[\],]/y

function tokenAt(source: string, at: number, spot: SpotAt): Token {
  if (at >= source.length) return { kind: "end", text: "", at: source.length }
  const char = source[at]!
  if (char === '"' || char === "'") return quoted(source, at, char, spot)
  if (char === "`") return quotedName(source, at, spot)
  const number = match(NUMBER, source, at)
  if (number !== undefined) return { kind: "number", value: Number(number), text: number, at }
  const name = match(NAME, source, at)
  // A list follows `in` without a space too: `x in[1, 2]`.
  if (name !== undefined) return { kind: "name", text: /^in\[/.test(name) ? "in" : name, at }
  const sign = match(SIGN, source, at)
  if (sign !== undefined) return { kind: "sign", text: sign, at }
  throw fault("D110", { ...spot(at), problem: `${JSON.stringify(char)} means nothing here`, mend: hint(char) })
}

function match(pattern: RegExp, source: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(source)?.[0]
}

function hint(char: string): string {
  if (char === "=") return "compare with =="
  if (char === "&" || char === "|") return "write && or ||, or the words and, or"
  if (char === "^") return "write a power as pow(x, 2)"
  return "leave it out, or put text in quotes"
}

function quoted(source: string, at: number, quote: string, spot: SpotAt): Token {
  let value = ""
  for (let i = at + 1; i < source.length; i++) {
    const char = source[i]!
    if (char === quote) return { kind: "string", value, text: source.slice(at, i + 1), at }
    if (char === "\\") value += unescape(source, ++i)
    else value += char
  }
  throw fault("D110", { ...spot(at), problem: "the text in quotes does not end", mend: `close it with ${quote}` })
}

function unescape(source: string, at: number): string {
  const char = source[at] ?? ""
  const known: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" }
  return known[char] ?? char
}

function quotedName(source: string, at: number, spot: SpotAt): Token {
  const end = source.indexOf("`", at + 1)
  if (end > at + 1) return { kind: "name", text: source.slice(at + 1, end), at }
  throw fault("D110", { ...spot(at), problem: "the quoted name does not end", mend: "close it with `" })
}
