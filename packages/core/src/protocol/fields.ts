import { metricNumber } from "./metric-number.ts"

/** Reads the fields of one message: keeps what is right, and says in plain words what is missing or was left out. */
export interface Fields {
  /** A field that must be there. The first one that is not becomes `wrong`. */
  need<T>(name: string, read: Reader<T>): T
  /** A field that may be absent; one of another type is left out and said. */
  may<T>(name: string, read: Reader<T>): T | undefined
  metrics(name: string): Readonly<Record<string, number>>
  /** Why the message cannot be taken; undefined when it can. */
  readonly wrong: string | undefined
  /** What was not understood: names of unknown fields, and fields that were left out. */
  leftOut(): readonly string[]
}

/** A kind of value: what it is called in an error, and how it is known. */
interface Reader<T> {
  readonly called: string
  readonly read: (value: unknown) => T | undefined
}

export function fieldsOf(object: Readonly<Record<string, unknown>>): Fields {
  const asked = new Set(["type"])
  const left: string[] = []
  let wrong: string | undefined
  const value = (name: string): unknown => {
    asked.add(name)
    return Object.hasOwn(object, name) ? object[name] : undefined
  }
  return {
    need<T>(name: string, { called, read }: Reader<T>): T {
      const found = read(value(name))
      if (found === undefined) wrong ??= `"${name}" must be ${called}`
      return found as T
    },
    may<T>(name: string, { called, read }: Reader<T>): T | undefined {
      const raw = value(name)
      if (raw === undefined || raw === null) return undefined
      const found = read(raw)
      if (found === undefined) left.push(`${name} (not ${called})`)
      return found
    },
    metrics(name) {
      const raw = value(name)
      if (typeof raw !== "object" || raw === null || Array.isArray(raw)) {
        wrong ??= `"${name}" must be an object of numbers by name`
        return {}
      }
      const read = Object.entries(raw).map(([metric, x]) => [metric, metricNumber(x)] as const)
      left.push(...read.filter(([, x]) => x === undefined).map(([metric]) => `${name}.${metric} (not a number)`))
      return Object.fromEntries(read.filter((entry): entry is readonly [string, number] => entry[1] !== undefined))
    },
    get wrong() {
      return wrong
    },
    leftOut: () => [...Object.keys(object).filter((name) => !asked.has(name)), ...left],
  }
}

export const text: Reader<string> = { called: "text", read: (x) => (typeof x === "string" ? x : undefined) }
export const flag: Reader<boolean> = { called: "true or false", read: (x) => (typeof x === "boolean" ? x : undefined) }
export const count: Reader<number> = {
  called: "a whole number from 0",
  read: (x) => (typeof x === "number" && Number.isSafeInteger(x) && x >= 0 ? x : undefined),
}
/** Steps may be fractions of an epoch, but never negative, NaN or infinite. */
export const step: Reader<number> = {
  called: "a number from 0",
  read: (x) => (typeof x === "number" && Number.isFinite(x) && x >= 0 ? x : undefined),
}
export const texts: Reader<readonly string[]> = {
  called: "a list of text",
  read: (x) => (Array.isArray(x) && x.every((item) => typeof item === "string") ? x : undefined),
}
export const counts: Reader<readonly number[]> = {
  called: "a list of whole numbers",
  read: (x) => (Array.isArray(x) && x.length > 0 && x.every((item) => count.read(item) !== undefined) ? (x as number[]) : undefined),
}
export const object: Reader<Readonly<Record<string, unknown>>> = {
  called: "an object",
  read: (x) => (typeof x === "object" && x !== null && !Array.isArray(x) ? (x as Record<string, unknown>) : undefined),
}
