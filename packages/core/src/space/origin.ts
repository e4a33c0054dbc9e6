import { spotInJson, spotInText, type Spot, type SpotAt } from "../errors/spot.ts"

/** Where a parameter was written, so that a message can point at it. */
export interface Origin {
  /** The parameter's name, when the text alone would not say it. */
  readonly name?: string
  /** The spot of `node` (an object that came from there), or of one of its members. */
  spot(node: unknown, key?: string | number): Spot
  /** The spots inside an expression that is a member of `node`. */
  within(node: unknown, key: string, source: string): SpotAt
}

/** A parameter that was given as JSON under `name`; `path` leads to it. */
export function jsonOrigin(name: string, value: unknown, path: string): Origin {
  const full = (node: unknown, key?: string | number) => join(path, pathTo(value, node) ?? "", key)
  return {
    name,
    spot: (node, key) => spotInJson(name, value, full(node, key)),
    within: (node, key, source) => spotIn(source, full(node, key)),
  }
}

/** A parameter that was read from a line of text; the reader noted where each object and each of its members began. */
export function textOrigin(text: string, offsets: Offsets): Origin {
  return {
    spot: (node, key) => spotInText(text, offsets.find(node, key)),
    within(node, key, source) {
      const start = text.indexOf(source, offsets.find(node, key))
      return start < 0 ? (offset) => spotInText(source, offset) : (offset) => spotInText(text, start + offset)
    },
  }
}

/** The spots of an expression, with the place where it stands. */
export function spotIn(source: string, place: string): SpotAt {
  return (offset) => {
    const spot = spotInText(source, offset)
    return { ...spot, at: `${spot.at} of ${place}` }
  }
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
