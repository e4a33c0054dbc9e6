import { fault, type DiapasonError } from "../../errors/fault.ts"
import { spotInText } from "../../errors/spot.ts"
import type { Json } from "../../event/json.ts"
import { createOffsets, type Offsets } from "../origin.ts"

/** A line of the grammar with the place reached in it. */
export interface Scanner {
  readonly text: string
  /** Where the readable part ends: the whole text, or the bracket around a conditional. */
  readonly end: number
  readonly offsets: Offsets
  at: number
}

export const createScanner = (text: string, from: number): Scanner => ({ text, end: text.length, offsets: createOffsets(), at: from })

export function skipSpace(scanner: Scanner): void {
  while (scanner.at < scanner.end && /\s/.test(scanner.text[scanner.at]!)) scanner.at++
}

/** The next character that is not a space; empty at the end. */
export function peek(scanner: Scanner): string {
  skipSpace(scanner)
  return scanner.at < scanner.end ? scanner.text[scanner.at]! : ""
}

/** Matches a sticky pattern here and moves behind it. */
export function take(scanner: Scanner, pattern: RegExp): RegExpExecArray | undefined {
  skipSpace(scanner)
  pattern.lastIndex = scanner.at
  const found = pattern.exec(scanner.text)
  if (found === null || scanner.at + found[0].length > scanner.end) return undefined
  scanner.at += found[0].length
  return found
}

/** A text in quotes of either kind; a backslash takes the next character as it is, or as JSON would. */
export function takeQuoted(scanner: Scanner): string {
  const start = scanner.at
  const quote = scanner.text[scanner.at++]!
  let body = ""
  for (; scanner.at < scanner.end; scanner.at++) {
    const char = scanner.text[scanner.at]!
    if (char === quote) {
      scanner.at++
      return body
    }
    body += char === "\\" ? takeEscape(scanner) : char
  }
  throw fault("D103", { ...spotInText(scanner.text, start), open: quote })
}

function takeEscape(scanner: Scanner): string {
  const char = scanner.text[++scanner.at] ?? ""
  const code = char === "u" ? /^[0-9a-fA-F]{4}/.exec(scanner.text.slice(scanner.at + 1))?.[0] : undefined
  if (code !== undefined) {
    scanner.at += 4
    return String.fromCharCode(parseInt(code, 16))
  }
  const known: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" }
  return known[char] ?? char
}

/** An array or object written as JSON. */
export function takeJson(scanner: Scanner): Json {
  const start = scanner.at
  scanner.at = closing(scanner, start)
  const text = scanner.text.slice(start, scanner.at)
  try {
    return JSON.parse(text) as Json
  } catch {
    throw unexpected(scanner, start, "JSON", text)
  }
}

/** The offset behind the bracket that closes the one at `start`. Throws D103 when there is none. */
export function closing(scanner: Scanner, start: number): number {
  let depth = 0
  const ahead: Scanner = { ...scanner, at: start }
  while (ahead.at < ahead.end) {
    const char = ahead.text[ahead.at]!
    if (char === '"' || char === "'") {
      takeQuoted(ahead)
      continue
    }
    if ("([{".includes(char)) depth++
    if (")]}".includes(char) && --depth === 0) return ahead.at + 1
    ahead.at++
  }
  throw unclosed(scanner, start)
}

export const unclosed = (scanner: Scanner, start: number): DiapasonError =>
  fault("D103", { ...spotInText(scanner.text, start), open: scanner.text[start]! })

/** D102 at an offset; `found` is quoted in the message, the end is named. */
export function unexpected(scanner: Scanner, at: number, expected: string, found?: string): DiapasonError {
  const rest = scanner.text.slice(at, scanner.end)
  const word = found ?? /^(?:[^\s,()]+|.)/.exec(rest)?.[0]
  return fault("D102", { ...spotInText(scanner.text, at), expected, found: word === undefined ? "the end" : word })
}
