import type { Json } from "../../event/json.ts"
import { looksLikeParameter } from "./looks-like-parameter.ts"
import { unexpected, type Scanner } from "./scanner.ts"

/** A parameter before it is checked. */
export type Draft = Record<string, unknown>

/** One thing between commas. A bare word is a value that may also mean `bool` or a scale. */
export type Part =
  | { readonly kind: "draft"; readonly draft: Draft; readonly at: number }
  | { readonly kind: "value"; readonly value: Json; readonly bare: boolean; readonly at: number }

/** A draft, with the offset where it begins. */
export function noted(scanner: Scanner, draft: Draft, at: number): Draft {
  scanner.offsets.note(draft, undefined, at)
  return draft
}

/** What was made of the parts of a list, with the offset of each. */
export function listed<T>(scanner: Scanner, parts: readonly Part[], made: (part: Part) => T): T[] {
  const of = parts.map(made)
  parts.forEach((part, i) => scanner.offsets.note(of, i, part.at))
  return of
}

/** What a part says where either is meant. */
export const contentOf = (part: Part): unknown => (part.kind === "draft" ? part.draft : part.value)

/** A part of a mixture. A value that reads as a parameter stays a value in JSON too. */
export function mixed(part: Part): unknown {
  const content = contentOf(part)
  return typeof content === "string" && looksLikeParameter(content) ? { type: "fixed", value: content } : content
}

/** A part that has to be a parameter. */
export function alone(scanner: Scanner, part: Part): Draft {
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

/** A part that has to be a value; `wanted` says which. */
export function valueOf(scanner: Scanner, part: Part, wanted = "a value"): Json {
  if (part.kind === "value") return part.value
  throw unexpected(scanner, part.at, wanted)
}
