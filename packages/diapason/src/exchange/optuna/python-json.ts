/**
 * JSON as Python writes it: NaN, Infinity and -Infinity may stand bare, and 1 and 1.0 are two numbers. Texts are cut and kept as they are
 * where they only pass through, and read where their values are needed.
 */
import { toWire, type Json } from "@diapason/core"

/** Where a text is no JSON of Python's. */
export class NoPythonJson extends Error {}

/** The members of an object, each as its text. Throws NoPythonJson where the text is no object. */
export function membersOf(text: string): Readonly<Record<string, string>> {
  const members: Record<string, string> = {}
  let at = blank(text, 0)
  if (text[at] !== "{") throw new NoPythonJson("it is no object")
  at = blank(text, at + 1)
  if (text[at] === "}") return ended(text, at + 1, members)
  for (;;) {
    const key = string(text, at)
    const colon = blank(text, key)
    if (text[colon] !== ":") throw unexpected(text, colon)
    const begin = blank(text, colon + 1)
    const end = value(text, begin)
    put(members, keyOf(text, at, key), text.slice(begin, end))
    at = blank(text, end)
    if (text[at] === "}") return ended(text, at + 1, members)
    if (text[at] !== ",") throw unexpected(text, at)
    at = blank(text, at + 1)
  }
}

/** Sets a member; one named `__proto__` would be no member by assignment. */
export function put<T>(of: Record<string, T>, key: string, value: T): void {
  if (key === "__proto__") Object.defineProperty(of, key, { value, enumerable: true, writable: true, configurable: true })
  else of[key] = value
}

/** The key that stands between two positions; most have nothing escaped in them. */
function keyOf(text: string, at: number, end: number): string {
  const bare = text.slice(at + 1, end - 1)
  return bare.includes("\\") ? (JSON.parse(text.slice(at, end)) as string) : bare
}

/** The items of an array, each as its text. Throws NoPythonJson where the text is no array. */
export function itemsOf(text: string): readonly string[] {
  const items: string[] = []
  let at = blank(text, 0)
  if (text[at] !== "[") throw new NoPythonJson("it is no array")
  at = blank(text, at + 1)
  if (text[at] === "]") return ended(text, at + 1, items)
  for (;;) {
    const end = value(text, at)
    items.push(text.slice(at, end))
    at = blank(text, end)
    if (text[at] === "]") return ended(text, at + 1, items)
    if (text[at] !== ",") throw unexpected(text, at)
    at = blank(text, at + 1)
  }
}

/** The value of a text in JSON of ours: numbers that JSON has not are the words `nan`, `inf` and `-inf`. Throws NoPythonJson. */
export function jsonOf(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    const first = text[blank(text, 0)]
    if (first === "{") return Object.fromEntries(Object.entries(membersOf(text)).map(([key, one]) => [key, jsonOf(one)]))
    if (first === "[") return itemsOf(text).map(jsonOf)
    return toWire(numberOf(text))
  }
}

/** A number, with NaN and the infinities; also of the words that Python's `str` writes. Throws NoPythonJson. */
export function numberOf(text: string): number {
  const word = text.trim()
  if (word === "NaN") return NaN
  if (word === "Infinity") return Infinity
  if (word === "-Infinity") return -Infinity
  if (!number.test(word)) throw new NoPythonJson(`${word.slice(0, 40)} is no number`)
  return Number(word)
}

const number = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/

/** The position behind the value that begins at `at`. */
function value(text: string, at: number): number {
  const first = text[at]
  if (first === '"') return string(text, at)
  if (first === "{" || first === "[") return nested(text, at)
  literal.lastIndex = at
  const found = literal.exec(text)
  if (found === null) throw unexpected(text, at)
  return literal.lastIndex
}

const literal = /-?(?:(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|Infinity)|NaN|true|false|null/y

/** Behind an object or an array, whose inside is looked at when it is needed: only its brackets must match. */
function nested(text: string, at: number): number {
  const open: string[] = []
  for (let i = at; i < text.length;) {
    const c = text[i]!
    if (c === '"') {
      i = string(text, i)
      continue
    }
    if (c === "{" || c === "[") open.push(c)
    else if (c === "}" || c === "]") {
      if (open.pop() !== (c === "}" ? "{" : "[")) throw unexpected(text, i)
      if (open.length === 0) return i + 1
    }
    i++
  }
  throw new NoPythonJson("it ends in the middle")
}

function string(text: string, at: number): number {
  if (text[at] !== '"') throw unexpected(text, at)
  for (let i = at + 1; ; i++) {
    const end = text.indexOf('"', i)
    if (end < 0) throw new NoPythonJson("it ends in the middle")
    let slashes = 0
    while (text[end - 1 - slashes] === "\\") slashes++
    if (slashes % 2 === 0) return end + 1
    i = end
  }
}

function blank(text: string, at: number): number {
  while (at < text.length && text.charCodeAt(at) <= 32) at++
  return at
}

function ended<T>(text: string, at: number, found: T): T {
  const rest = blank(text, at)
  if (rest < text.length) throw unexpected(text, rest)
  return found
}

const unexpected = (text: string, at: number): Error =>
  at >= text.length
    ? new NoPythonJson("it ends in the middle")
    : new NoPythonJson(`it is no JSON at character ${at + 1}: ${JSON.stringify(text.slice(at, at + 20))}`)
