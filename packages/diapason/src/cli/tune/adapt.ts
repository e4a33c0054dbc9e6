import { fault, type Json } from "@diapason/core"

type Rule = Readonly<Record<string, Json>>

/** A rule written as `lr:plateau`, as the name of a controller that changes nothing (`overfit`), or in JSON. Throws D140. */
export function readRule(flag: string, text: string): Rule {
  const trimmed = text.trim()
  if (trimmed.startsWith("{")) return parsed(flag, trimmed)
  const [, param, by] = /^(?:(.+):)?([A-Za-z-]+)$/.exec(trimmed) ?? []
  if (by === undefined) throw fault("D140", { flag, text, expected: "a rule as in lr:plateau" })
  return { ...(param !== undefined && { param }), by }
}

function parsed(flag: string, text: string): Rule {
  try {
    return JSON.parse(text) as Rule
  } catch (error) {
    throw fault("D140", { flag, text, expected: `JSON (${(error as Error).message})` })
  }
}
