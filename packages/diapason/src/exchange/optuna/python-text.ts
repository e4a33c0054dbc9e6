import type { Json } from "@diapason/core"

/** The text that Python would write for a value. `real`: its numbers are floats, so that a whole one is written 1.0. */
export function pythonText(json: Json, real = false): string {
  if (typeof json === "number") return real ? floatText(json) : String(json)
  if (typeof json === "string") return ascii(JSON.stringify(json))
  if (json === null || typeof json === "boolean") return String(json)
  if (Array.isArray(json)) return `[${(json as readonly Json[]).map((one) => pythonText(one, real)).join(", ")}]`
  const members = Object.entries(json as Readonly<Record<string, Json>>)
  return `{${members.map(([key, one]) => `${ascii(JSON.stringify(key))}: ${pythonText(one, real)}`).join(", ")}}`
}

/** A float as Python reads it back as one. */
export function floatText(x: number): string {
  if (Number.isNaN(x)) return "NaN"
  if (!Number.isFinite(x)) return x > 0 ? "Infinity" : "-Infinity"
  const text = Object.is(x, -0) ? "-0" : String(x)
  return /[.e]/.test(text) ? text : `${text}.0`
}

const ascii = (text: string): string => text.replace(/[\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`)
