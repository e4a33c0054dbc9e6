import type { FunctionName } from "./function-names.ts"
import { alone, listed, mixed, noted, valueOf, type Draft, type Part } from "./part.ts"
import { scaleNamed } from "./read-word.ts"
import { unexpected, type Scanner } from "./scanner.ts"

/** What each function of the grammar makes of its arguments: settings are in the draft already, `parts` are those without a name. */
export const functions: Readonly<Record<FunctionName, (scanner: Scanner, draft: Draft, parts: readonly Part[]) => void>> = {
  float: (scanner, draft, parts) => number(scanner, draft, parts, "float"),
  int: (scanner, draft, parts) => number(scanner, draft, parts, "int"),
  log: (scanner, draft, parts) => number(scanner, draft, parts, "float", "log"),
  log1m: (scanner, draft, parts) => number(scanner, draft, parts, "float", "reverse-log"),
  choice: (scanner, draft, parts) => void Object.assign(draft, { type: "choice", values: values(scanner, parts) }),
  ordinal: (scanner, draft, parts) => void Object.assign(draft, { type: "ordinal", values: values(scanner, parts) }),
  mix: (scanner, draft, parts) => void Object.assign(draft, { type: "mix", of: listed(scanner, parts, mixed) }),
  bool(scanner, draft, [first]) {
    if (first !== undefined) throw unexpected(scanner, first.at, '")" or default=…')
    draft["type"] = "bool"
  },
  list(scanner, draft, [length, of, third]) {
    if (third !== undefined) throw unexpected(scanner, third.at, '")"')
    draft["type"] = "list"
    place(scanner, draft, ["length"], length === undefined ? [] : [length])
    if (of === undefined) throw unexpected(scanner, scanner.at - 1, "the parameter to repeat")
    draft["of"] = alone(scanner, of)
  },
  branch(_scanner, draft) {
    draft["type"] = "branch"
    draft["branches"] ??= {}
  },
  schedule(scanner, draft, parts) {
    const words = parts.findIndex((part) => part.kind === "value" && typeof part.value === "string")
    const [ends, names] = words < 0 ? [parts, []] : [parts.slice(0, words), parts.slice(words)]
    const forms = listed(scanner, names, (part) => valueOf(scanner, part, formName))
    draft["type"] = "schedule"
    if (names.length > 0) draft["forms"] = forms
    placeBase(scanner, draft, ends)
  },
  network(scanner, draft, [first, second]) {
    const extra = first?.kind === "draft" ? first : second
    if (extra !== undefined) throw unexpected(scanner, extra.at, "chain or cell, then name=value")
    scanner.offsets.note(draft, "kind", first?.at ?? scanner.at - 1)
    draft["type"] = "network"
    if (first?.kind === "value") draft["kind"] = first.value
    if (draft["kind"] === "chain") gatherLayer(scanner, draft)
  },
  fixed(scanner, draft, parts) {
    draft["type"] = "fixed"
    place(scanner, draft, ["value"], parts)
  },
  derived(scanner, draft, parts) {
    draft["type"] = "derived"
    place(scanner, draft, ["expr"], parts)
  },
}

/** Two ends, then a scale where the function does not say it. What was set by name comes last, and counts. */
function number(scanner: Scanner, draft: Draft, parts: readonly Part[], type: "float" | "int", scale?: string): void {
  const kept = { ...draft }
  for (const key of Object.keys(draft)) delete draft[key]
  draft["type"] = type
  place(scanner, draft, ["low", "high"], parts.slice(0, 2))
  if (scale !== undefined) draft["scale"] = scale
  const [third, fourth] = parts.slice(2)
  if (third !== undefined) {
    if (third.kind !== "value" || typeof third.value !== "string" || scale !== undefined) throw unexpected(scanner, third.at, setting)
    draft["scale"] = scaleNamed(third.value)
    scanner.offsets.note(draft, "scale", third.at)
  }
  if (fourth !== undefined) throw unexpected(scanner, fourth.at, setting)
  Object.assign(draft, kept)
}

const setting = '")" or a setting such as step=…'

const values = (scanner: Scanner, parts: readonly Part[]) =>
  listed(scanner, parts, (part) => valueOf(scanner, part, "a value (a list that holds a range is a mix)"))

/** Puts values under keys in order; a missing one is pointed at where it should stand. */
function place(scanner: Scanner, draft: Draft, keys: readonly string[], parts: readonly Part[]): void {
  keys.forEach((key, i) => {
    const part = parts[i]
    scanner.offsets.note(draft, key, part?.at ?? scanner.at - 1)
    if (part !== undefined) draft[key] = valueOf(scanner, part)
  })
  const extra = parts[keys.length]
  if (extra !== undefined) throw unexpected(scanner, extra.at, '")"')
}

/** One rate, the two ends of a range, or a parameter. */
function placeBase(scanner: Scanner, draft: Draft, [first, second, third]: readonly Part[]): void {
  const extra = first?.kind === "draft" ? second : second?.kind === "draft" ? second : third
  if (extra !== undefined) throw unexpected(scanner, extra.at, formName)
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

const formName = "the name of a form such as cosine"

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
