import { spotInJson, spotInText, type Spot } from "../errors/spot.ts"

/** Where a parameter was written, so that a message can point at it. */
export interface Origin {
  /** The parameter's name, when the text alone would not say it. */
  readonly name?: string
  /** The spot of `node` (an object that came from there), or of one of its members. */
  spot(node: unknown, key?: string | number): Spot
}

/** A parameter that was given as JSON under `name`; `path` leads to it. */
export function jsonOrigin(name: string, value: unknown, path: string): Origin {
  return { name, spot: (node, key) => spotInJson(name, value, join(path, pathTo(value, node) ?? "", key)) }
}

/** A parameter that was read from a line of text; the reader noted where each object and each of its members began. */
export function textOrigin(text: string, offsets: Offsets): Origin {
  return { spot: (node, key) => spotInText(text, offsets.find(node, key)) }
}

/** Offsets of the parts of a text, by the objects that were made of them. */
export interface Offsets {
  note(node: object, key: string | number | undefined, offset: number): void
  find(node: unknown, key: string | number | undefined): number
}

export function createOffsets(): Offsets {
  const known = new Map<unknown, Map<string | number | undefined, number>>()
  return {
    note(node, key, offset) {
      const members = known.get(node) ?? new Map<string | number | undefined, number>()
      known.set(node, members.set(key, offset))
    },
    find(node, key) {
      const members = known.get(node)
      return members?.get(key) ?? members?.get(undefined) ?? 0
    },
  }
}

const join = (path: string, inner: string, key: string | number | undefined): string =>
  `${path}${inner}${key === undefined ? "" : step(key)}`

const step = (key: string | number): string => (typeof key === "number" || /^\d+$/.test(key) ? `[${key}]` : `.${key}`)

/** The path from `value` to the object `node` inside it. */
function pathTo(value: unknown, node: unknown): string | undefined {
  if (value === node) return ""
  if (typeof value !== "object" || value === null) return undefined
  for (const [key, member] of Object.entries(value)) {
    const inner = pathTo(member, node)
    if (inner !== undefined && typeof member === "object") return step(Array.isArray(value) ? Number(key) : key) + inner
  }
  return undefined
}
