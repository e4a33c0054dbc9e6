import type { Json } from "@diapason/core"

/** What one event says of one run, in MLflow's words. Sent twice it says the same as once. */
export interface Piece {
  /** Position of the event. */
  readonly seq: number
  readonly params?: readonly Pair[]
  readonly metrics?: readonly Point[]
  readonly tags?: readonly Pair[]
  readonly status?: { readonly status: "RUNNING" | "FINISHED" | "FAILED" | "KILLED"; readonly end_time?: number }
  /** A file or folder of this machine. */
  readonly artifact?: { readonly name: string; readonly path: string }
}

export interface Pair {
  readonly key: string
  readonly value: string
}

export interface Point {
  readonly key: string
  /** Non-finite ones are words. */
  readonly value: number | "NaN" | "Infinity" | "-Infinity"
  /** Milliseconds since 1970: the event's, so that the same point sent again is the same point. */
  readonly timestamp: number
  readonly step: number
}

/** A parameter or a tag; a text that is longer than MLflow takes is cut, and ends in `…`. */
export function pair(key: string, value: Json, most = longestValue): Pair {
  const text = typeof value === "string" ? value : JSON.stringify(value)
  return { key: nameOf(key), value: text.length > most ? `${text.slice(0, most - 1)}…` : text }
}

export const point = (key: string, value: number, step: number, timestamp: number): Point => ({
  key: nameOf(key),
  value: Number.isFinite(value) ? value : Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity",
  timestamp,
  step: Math.round(step),
})

/** MLflow's names are letters, digits and `_ - . : /` and spaces, and no path that leads elsewhere: anything else becomes `_`. */
const nameOf = (name: string): string =>
  name
    .replace(/[^\p{L}\p{N}_\-.:/ ]/gu, "_")
    .replace(/^[./]+|\/+(?=\/)|\.\.+/g, "_")
    .slice(0, 250) || "_"

const longestValue = 5000
