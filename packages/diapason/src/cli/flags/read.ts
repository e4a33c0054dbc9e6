import { fault } from "@diapason/core"

/** The text as it stands. */
export function asIs(text: string): string {
  return text
}

/** Every text that was given, for a flag that may be repeated. */
export function several(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text]
}

/** A whole number from `least`. Throws D140. */
export function count(flag: string, least: number): (text: string) => number {
  return (text) => {
    const n = Number(text)
    if (text.trim() === "" || !Number.isSafeInteger(n) || n < least)
      throw fault("D140", { flag, text, expected: `a whole number from ${least}` })
    return n
  }
}

/** A finite number. Throws D140. */
export function number(flag: string): (text: string) => number {
  return (text) => {
    const x = Number(text)
    if (text.trim() === "" || !Number.isFinite(x)) throw fault("D140", { flag, text, expected: "a number" })
    return x
  }
}

/** One of the known words. Throws D140. */
export function oneOf<T extends string>(flag: string, known: readonly T[]): (text: string) => T {
  return (text) => {
    const found = known.find((name) => name === text)
    if (found === undefined) throw fault("D140", { flag, text, expected: `one of ${known.join(", ")}` })
    return found
  }
}
