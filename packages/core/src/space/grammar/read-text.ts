import { fault } from "../../errors/fault.ts"
import { nearest } from "../../errors/nearest.ts"
import { spotInText } from "../../errors/spot.ts"
import type { Json } from "../../event/json.ts"
import type { Offsets } from "../origin.ts"
import { functionNames, type FunctionName } from "./function-names.ts"
import { functions } from "./functions.ts"
import { orderedValues } from "./ordered-values.ts"
import { alone, contentOf, listed, mixed, noted, valueOf, type Draft, type Part } from "./part.ts"
import { readCondition } from "./read-condition.ts"
import { readWord, scaleNamed } from "./read-word.ts"
import { closing, createScanner, peek, skipSpace, take, takeJson, takeQuoted, unclosed, unexpected, type Scanner } from "./scanner.ts"

/**
 * Reads one parameter of the one-line grammar from offset `from` of `text` on, as the JSON that means the same, with the offset
 * of each part. Only the form is checked here. Throws D102, D103, D104, and D110 for a condition.
 */
export function readText(text: string, from: number): { readonly json: Draft; readonly offsets: Offsets } {
  const scanner = createScanner(text, from)
  const json = readSpec(scanner)
  if (peek(scanner) !== "") throw unexpected(scanner, scanner.at, '",", "if" or the end')
  return { json, offsets: scanner.offsets }
}

function readSpec(scanner: Scanner): Draft {
  const start = (skipSpace(scanner), scanner.at)
  const parts = [readPart(scanner)]
  while (take(scanner, /,/y)) parts.push(readPart(scanner))
  const draft = parts.length === 1 ? alone(scanner, parts[0]!) : several(scanner, parts, start)
  if (!take(scanner, /if\b/y)) return draft
  scanner.offsets.note(draft, "when", scanner.at)
  draft["when"] = readCondition(scanner, takeValue)
  return draft
}

/** Several parts: a mixture when one is a range, else values; numbers in order are ordered. */
function several(scanner: Scanner, parts: readonly Part[], start: number): Draft {
  if (parts.some((part) => part.kind === "draft")) return noted(scanner, { type: "mix", of: listed(scanner, parts, mixed) }, start)
  const values = listed(scanner, parts, contentOf)
  return noted(scanner, { type: orderedValues(values) ? "ordinal" : "choice", values }, start)
}

function readPart(scanner: Scanner): Part {
  const first = peek(scanner)
  const { at } = scanner
  if (first === "(") return { kind: "draft", draft: inBrackets(scanner), at }
  if (first === '"' || first === "'") return { kind: "value", value: takeQuoted(scanner), bare: false, at }
  if (first === "[" || first === "{") return { kind: "value", value: takeJson(scanner), bare: false, at }
  const name = take(scanner, /([A-Za-z_][A-Za-z0-9_]*)\s*\(/y)?.[1]
  if (name !== undefined) return { kind: "draft", draft: readCall(scanner, name, at), at }
  return readWord(scanner)
}

function inBrackets(scanner: Scanner): Draft {
  const open = scanner.at
  const end = closing(scanner, open) - 1
  const inside: Scanner = { ...scanner, at: open + 1, end }
  const draft = readSpec(inside)
  if (peek(inside) !== "") throw unexpected(inside, inside.at, '",", "if" or ")"')
  scanner.at = end + 1
  return draft
}

/** A value alone: a word, a number, a text in quotes, JSON. */
const takeValue = (scanner: Scanner): Json => valueOf(scanner, readPart(scanner))

/** The bracket is open; reads to its end. */
function readCall(scanner: Scanner, name: string, at: number): Draft {
  if (!(functionNames as readonly string[]).includes(name)) {
    const near = nearest(name, functionNames)
    const whole = /^[^(]*(\([^()]*\))/.exec(scanner.text.slice(at))?.[1] ?? "(…)"
    throw fault("D104", { ...spotInText(scanner.text, at), name, known: functionNames, nearest: near && near + whole })
  }
  const open = scanner.at - 1
  const draft = noted(scanner, {}, at)
  const parts: Part[] = []
  const named = name === "branch" ? readBranch : name === "schedule" || name === "network" ? readField : readSetting
  if (!take(scanner, /\)/y)) {
    do if (!named(scanner, draft)) parts.push(readPart(scanner))
    while (more(scanner, open))
  }
  functions[name as FunctionName](scanner, draft, parts)
  return draft
}

function more(scanner: Scanner, open: number): boolean {
  const next = peek(scanner)
  if (next === "") throw unclosed(scanner, open)
  if (next !== "," && next !== ")") throw unexpected(scanner, scanner.at, '"," or ")"')
  scanner.at++
  return next === ","
}

/** `step=0.05` and the like. False where no name stands here. */
const readSetting = (scanner: Scanner, draft: Draft): boolean =>
  readNamed(scanner, draft, (key) => {
    const value = takeValue(scanner)
    return key === "scale" ? scaleNamed(String(value)) : value
  })

/** `warmup=0..0.1`: a field of a schedule or a network is a value or a parameter. */
const readField = (scanner: Scanner, draft: Draft): boolean => readNamed(scanner, draft, () => contentOf(readPart(scanner)))

function readNamed(scanner: Scanner, draft: Draft, read: (key: string) => unknown): boolean {
  const at = (skipSpace(scanner), scanner.at)
  const key = take(scanner, /([A-Za-z_][A-Za-z0-9_]*)\s*=(?!=)/y)?.[1]
  if (key === undefined) return false
  scanner.offsets.note(draft, key, at)
  draft[key] = read(key)
  return true
}

/** `sgd(momentum=0.5..0.99)`, or `adam` for a branch without parameters; or a setting (`default=…`). */
function readBranch(scanner: Scanner, draft: Draft): boolean {
  const at = (skipSpace(scanner), scanner.at)
  const name = take(scanner, /[A-Za-z_][A-Za-z0-9_.-]*(?!\s*=)(?![A-Za-z0-9_.-])/y)?.[0]
  if (name === undefined) {
    if (/[A-Za-z_]/.test(peek(scanner))) return readSetting(scanner, draft)
    throw unexpected(scanner, at, "the name of a branch")
  }
  const branches = (draft["branches"] ??= {}) as Record<string, Draft>
  if (Object.hasOwn(branches, name)) throw fault("D106", { ...spotInText(scanner.text, at), value: name })
  branches[name] = {}
  scanner.offsets.note(branches, name, at)
  const open = scanner.at
  if (take(scanner, /\(/y) && !take(scanner, /\)/y)) {
    do readChild(scanner, branches[name])
    while (more(scanner, open))
  }
  return true
}

/** `momentum=0.5..0.99`; a list or a conditional needs brackets of its own there. */
function readChild(scanner: Scanner, children: Draft): void {
  const at = (skipSpace(scanner), scanner.at)
  const name = take(scanner, /([A-Za-z_][A-Za-z0-9_.-]*)\s*=(?!=)/y)?.[1]
  if (name === undefined) throw unexpected(scanner, at, "name=parameter")
  if (Object.hasOwn(children, name)) throw fault("D106", { ...spotInText(scanner.text, at), value: name })
  scanner.offsets.note(children, name, at)
  children[name] = alone(scanner, readPart(scanner))
}
