import { fault } from "../../errors/fault.ts"
import { nearest } from "../../errors/nearest.ts"
import { spotInText } from "../../errors/spot.ts"
import type { Json } from "../../event/json.ts"
import type { Offsets } from "../origin.ts"
import { functionNames, type FunctionName } from "./function-names.ts"
import { looksLikeParameter } from "./looks-like-parameter.ts"
import { orderedValues } from "./ordered-values.ts"
import { isReal, NUMBER, RANGE, scaleWords } from "./range.ts"
import { readCondition } from "./read-condition.ts"
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

/** A parameter before it is checked. */
type Draft = Record<string, unknown>

/** One thing between commas. A bare word is a value that may also mean `bool` or a scale. */
type Part =
  | { readonly kind: "draft"; readonly draft: Draft; readonly at: number }
  | { readonly kind: "value"; readonly value: Json; readonly bare: boolean; readonly at: number }

function readSpec(scanner: Scanner): Draft {
  const start = (skipSpace(scanner), scanner.at)
  const parts = [readPart(scanner)]
  while (take(scanner, /,/y)) parts.push(readPart(scanner))
  return conditional(scanner, parts.length === 1 ? alone(scanner, parts[0]!) : several(scanner, parts, start))
}

/** A parameter between the commas of a function; a list or a conditional needs brackets of its own there. */
const readArgument = (scanner: Scanner): Draft => alone(scanner, readPart(scanner))

function conditional(scanner: Scanner, draft: Draft): Draft {
  if (!take(scanner, /if\b/y)) return draft
  scanner.offsets.note(draft, "when", scanner.at)
  draft["when"] = readCondition(scanner, takeValue)
  return draft
}

function alone(scanner: Scanner, part: Part): Draft {
  if (part.kind === "draft") return part.draft
  if (part.bare && part.value === "bool") return noted(scanner, { type: "bool" }, part.at)
  const value = typeof part.value === "string" ? part.value : JSON.stringify(part.value)
  throw unexpected(
    scanner,
    part.at,
    "a range, several values, or a function",
    `only ${value}, which as a constant is fixed(${JSON.stringify(part.value)})`,
  )
}

/** Several parts: a mixture when one is a range, else values; numbers in order are ordered. */
function several(scanner: Scanner, parts: readonly Part[], start: number): Draft {
  const values = parts.map((part) => (part.kind === "draft" ? part.draft : part.value))
  const type = parts.some((part) => part.kind === "draft") ? "mix" : orderedValues(values) ? "ordinal" : "choice"
  const of = type === "mix" ? values.map(mixed) : values
  parts.forEach((part, i) => scanner.offsets.note(of, i, part.at))
  return noted(scanner, type === "mix" ? { type, of } : { type, values: of }, start)
}

/** A value that reads as a parameter stays a value in JSON too. */
const mixed = (value: unknown): unknown => (typeof value === "string" && looksLikeParameter(value) ? { type: "fixed", value } : value)

function noted(scanner: Scanner, draft: Draft, at: number): Draft {
  scanner.offsets.note(draft, undefined, at)
  return draft
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

function readWord(scanner: Scanner): Part {
  const { at } = scanner
  const word = take(scanner, /[^\s,()"']+/y)?.[0]
  if (word === undefined) throw unexpected(scanner, at, "a value, a range or a function")
  const range = RANGE.exec(word)
  if (range !== null) return { kind: "draft", draft: readRange(scanner, range, at), at }
  refuseHalfRange(scanner, word, at)
  return { kind: "value", value: wordValue(word), bare: true, at }
}

function wordValue(word: string): Json {
  if (NUMBER.test(word)) return Number(word) === 0 ? 0 : Number(word)
  if (word === "true" || word === "false") return word === "true"
  return word === "null" ? null : word
}

/** `1e-5..`, `..3`, `1..x`: a range was meant. */
function refuseHalfRange(scanner: Scanner, word: string, at: number): void {
  const half = /^([+-]?[\d.][^:]*?)?\.\.([^:]*)/.exec(word)
  if (half === null) return
  const [whole, low = "", high = ""] = half
  const highAt = at + whole.length - high.length
  if (low === "" && /^[+-]?[\d.]/.test(high)) throw unexpected(scanner, at, 'a number before ".."')
  if (low === "") return
  if (!NUMBER.test(low)) throw unexpected(scanner, at, 'a number before ".."', low)
  throw unexpected(scanner, highAt, 'a number after ".."', high === "" ? word.slice(whole.length) || "the end" : high)
}

function readRange(scanner: Scanner, range: RegExpExecArray, at: number): Draft {
  const [, low = "", high = "", settings = ""] = range
  const draft = noted(scanner, { type: "int", low: Number(low), high: Number(high) }, at)
  scanner.offsets.note(draft, "low", at)
  scanner.offsets.note(draft, "high", at + low.length + 2)
  let real = isReal(low) || isReal(high)
  let offset = at + low.length + 2 + high.length
  for (const setting of settings.split(":").slice(1)) {
    const [key, value] = settingOf(scanner, setting, offset + 1)
    real ||= key === "step" && isReal(setting.slice(key.length + 1))
    draft[key] = value
    scanner.offsets.note(draft, key, offset + 1)
    offset += setting.length + 1
  }
  if (real || draft["scale"] === "reverse-log") draft["type"] = "float"
  return draft
}

function settingOf(scanner: Scanner, setting: string, at: number): readonly [string, Json] {
  const named = /^([A-Za-z_]\w*)=(.+)$/.exec(setting)
  if (named !== null) return [named[1]!, named[1] === "scale" ? scaleNamed(named[2]!) : wordValue(named[2]!)]
  if (setting === "") throw unexpected(scanner, at, 'a scale or step=… after ":"')
  return ["scale", scaleNamed(setting)]
}

const scaleNamed = (word: string): string => (Object.hasOwn(scaleWords, word) ? scaleWords[word]! : word)

/** The bracket is open; reads to its end. */
function readCall(scanner: Scanner, name: string, at: number): Draft {
  if (!(functionNames as readonly string[]).includes(name)) {
    const near = nearest(name, functionNames)
    const whole = /^[^(]*(\([^()]*\))/.exec(scanner.text.slice(at))?.[1] ?? "(…)"
    throw fault("D104", { ...spotInText(scanner.text, at), name, known: functionNames, nearest: near && near + whole })
  }
  const open = scanner.at - 1
  const draft = noted(scanner, {}, at)
  const positions: Part[] = []
  const body = shapes[name as FunctionName]
  if (!take(scanner, /\)/y)) {
    do {
      const argument = body.argument?.(scanner, draft)
      if (argument === true) continue
      if (readSetting(scanner, draft)) continue
      positions.push(readPart(scanner))
    } while (more(scanner, open))
  }
  body.finish(scanner, draft, positions)
  return draft
}

function more(scanner: Scanner, open: number): boolean {
  const next = peek(scanner)
  if (next === "") throw unclosed(scanner, open)
  if (next !== "," && next !== ")") throw unexpected(scanner, scanner.at, '"," or ")"')
  scanner.at++
  return next === ","
}

/** `step=0.05` and the like. */
function readSetting(scanner: Scanner, draft: Draft): boolean {
  const { at } = (skipSpace(scanner), scanner)
  const key = take(scanner, /([A-Za-z_][A-Za-z0-9_]*)\s*=(?!=)/y)?.[1]
  if (key === undefined) return false
  scanner.offsets.note(draft, key, at)
  const value = takeValue(scanner)
  draft[key] = key === "scale" ? scaleNamed(String(value)) : value
  return true
}

/** A value alone: a word, a number, a text in quotes, JSON. */
function takeValue(scanner: Scanner): Json {
  const part = readPart(scanner)
  if (part.kind === "value") return part.value
  throw unexpected(scanner, part.at, "a value")
}

interface Shape {
  /** Reads an argument of a form of its own. */
  argument?(scanner: Scanner, draft: Draft): boolean
  finish(scanner: Scanner, draft: Draft, parts: readonly Part[]): void
}

const numeric = (type: "float" | "int", scale?: string): Shape => ({
  finish(scanner, draft, parts) {
    const kept = { ...draft }
    for (const key of Object.keys(draft)) delete draft[key]
    draft["type"] = type
    place(scanner, draft, ["low", "high"], parts.slice(0, 2))
    if (scale !== undefined) draft["scale"] = scale
    const [third, fourth] = parts.slice(2)
    if (third !== undefined) {
      if (third.kind !== "value" || typeof third.value !== "string" || scale !== undefined)
        throw unexpected(scanner, third.at, '")" or a setting such as step=…')
      draft["scale"] = scaleNamed(third.value)
      scanner.offsets.note(draft, "scale", third.at)
    }
    if (fourth !== undefined) throw unexpected(scanner, fourth.at, '")" or a setting such as step=…')
    Object.assign(draft, kept)
  },
})

const listing = (type: "choice" | "ordinal"): Shape => ({
  finish(scanner, draft, parts) {
    const values = parts.map((part) => (part.kind === "value" ? part.value : refuseDraft(scanner, part)))
    parts.forEach((part, i) => scanner.offsets.note(values, i, part.at))
    Object.assign(draft, { type, values })
  },
})

function refuseDraft(scanner: Scanner, part: Part): never {
  throw unexpected(scanner, part.at, "a value (a list that holds a range is a mix)")
}

const shapes: Readonly<Record<FunctionName, Shape>> = {
  float: numeric("float"),
  int: numeric("int"),
  log: numeric("float", "log"),
  log1m: numeric("float", "reverse-log"),
  choice: listing("choice"),
  ordinal: listing("ordinal"),
  bool: {
    finish(scanner, draft, [first]) {
      if (first !== undefined) throw unexpected(scanner, first.at, '")" or default=…')
      draft["type"] = "bool"
    },
  },
  mix: {
    finish(scanner, draft, parts) {
      const of = parts.map((part) => (part.kind === "draft" ? part.draft : mixed(part.value)))
      parts.forEach((part, i) => scanner.offsets.note(of, i, part.at))
      Object.assign(draft, { type: "mix", of })
    },
  },
  list: {
    finish(scanner, draft, parts) {
      const [length, of, third] = parts
      if (third !== undefined) throw unexpected(scanner, third.at, '")"')
      draft["type"] = "list"
      place(scanner, draft, ["length"], length === undefined ? [] : [length])
      if (of === undefined) throw unexpected(scanner, scanner.at - 1, "the parameter to repeat")
      draft["of"] = alone(scanner, of)
    },
  },
  branch: {
    argument: readBranch,
    finish(_scanner, draft) {
      draft["type"] = "branch"
      draft["branches"] ??= {}
    },
  },
  schedule: {
    argument: readField,
    finish(scanner, draft, parts) {
      const words = parts.findIndex((part) => part.kind === "value" && typeof part.value === "string")
      const [ends, names] = words < 0 ? [parts, []] : [parts.slice(0, words), parts.slice(words)]
      const forms = names.map((part) => (part.kind === "value" ? part.value : refuseForm(scanner, part)))
      names.forEach((part, i) => scanner.offsets.note(forms, i, part.at))
      draft["type"] = "schedule"
      if (names.length > 0) draft["forms"] = forms
      placeBase(scanner, draft, ends)
    },
  },
  network: {
    argument: readField,
    finish(scanner, draft, [first, second]) {
      const extra = first?.kind === "draft" ? first : second
      if (extra !== undefined) throw unexpected(scanner, extra.at, "chain or cell, then name=value")
      scanner.offsets.note(draft, "kind", first?.at ?? scanner.at - 1)
      draft["type"] = "network"
      if (first?.kind === "value") draft["kind"] = first.value
      if (draft["kind"] === "chain") gatherLayer(scanner, draft)
    },
  },
  fixed: {
    finish(scanner, draft, parts) {
      draft["type"] = "fixed"
      place(scanner, draft, ["value"], parts)
    },
  },
  derived: {
    finish(scanner, draft, parts) {
      draft["type"] = "derived"
      place(scanner, draft, ["expr"], parts)
    },
  },
}

/** `warmup=0..0.1`: a field of a schedule is a value or a parameter. */
function readField(scanner: Scanner, draft: Draft): boolean {
  const at = (skipSpace(scanner), scanner.at)
  const key = take(scanner, /([A-Za-z_][A-Za-z0-9_]*)\s*=(?!=)/y)?.[1]
  if (key === undefined) return false
  const part = readPart(scanner)
  draft[key] = part.kind === "draft" ? part.draft : part.value
  scanner.offsets.note(draft, key, at)
  return true
}

/** What a chain does not say itself is a field of its layers. */
function gatherLayer(scanner: Scanner, draft: Draft): void {
  const layer: Draft = {}
  for (const key of Object.keys(draft)) {
    if (chainWords.includes(key)) continue
    layer[key] = draft[key]
    scanner.offsets.note(layer, key, scanner.offsets.find(draft, key))
    delete draft[key]
  }
  draft["layer"] = layer
  scanner.offsets.note(draft, "layer", scanner.offsets.find(draft, undefined))
}

const chainWords = ["type", "kind", "depth", "shared", "default", "prior", "unit", "was", "was_called"]

/** One rate, the two ends of a range, or a parameter. */
function placeBase(scanner: Scanner, draft: Draft, [first, second, third]: readonly Part[]): void {
  const extra = first?.kind === "draft" ? second : second?.kind === "draft" ? second : third
  if (extra !== undefined) refuseForm(scanner, extra)
  scanner.offsets.note(draft, "base", first?.at ?? scanner.at - 1)
  if (first === undefined) return
  if (first.kind === "draft") draft["base"] = first.draft
  else if (second?.kind !== "value") draft["base"] = first.value
  else {
    const range = noted(scanner, { low: first.value, high: second.value }, first.at)
    scanner.offsets.note(range, "low", first.at)
    scanner.offsets.note(range, "high", second.at)
    draft["base"] = range
  }
}

function refuseForm(scanner: Scanner, part: Part): never {
  throw unexpected(scanner, part.at, "the name of a form such as cosine")
}

/** Puts values under keys in order; a missing one is pointed at where it should stand. */
function place(scanner: Scanner, draft: Draft, keys: readonly string[], parts: readonly Part[]): void {
  keys.forEach((key, i) => {
    const part = parts[i]
    scanner.offsets.note(draft, key, part?.at ?? scanner.at - 1)
    if (part === undefined) return
    if (part.kind === "draft") throw unexpected(scanner, part.at, "a value")
    draft[key] = part.value
  })
  const extra = parts[keys.length]
  if (extra !== undefined) throw unexpected(scanner, extra.at, '")"')
}

/** `sgd(momentum=0.5..0.99)`, or `adam` for a branch without parameters. A setting (`default=…`) is left to the caller. */
function readBranch(scanner: Scanner, draft: Draft): boolean {
  const at = (skipSpace(scanner), scanner.at)
  const name = take(scanner, /[A-Za-z_][A-Za-z0-9_.-]*(?!\s*=)(?![A-Za-z0-9_.-])/y)?.[0]
  if (name === undefined) {
    if (/[A-Za-z_]/.test(peek(scanner))) return false
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

function readChild(scanner: Scanner, children: Draft): void {
  const at = (skipSpace(scanner), scanner.at)
  const name = take(scanner, /([A-Za-z_][A-Za-z0-9_.-]*)\s*=(?!=)/y)?.[1]
  if (name === undefined) throw unexpected(scanner, at, "name=parameter")
  if (Object.hasOwn(children, name)) throw fault("D106", { ...spotInText(scanner.text, at), value: name })
  scanner.offsets.note(children, name, at)
  children[name] = readArgument(scanner)
}
