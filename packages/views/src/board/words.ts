import type { Json, Parameter } from "@diapason/core"

/** A value of a category as a word: itself, or its JSON text. */
export const wordOf = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value))

/** Where a value stands among those of a listed parameter; NaN where it does not. */
export function placesOf(parameter: Parameter): (value: Json) => number {
  const values = parameter.kind === "constant" ? [parameter.value] : "values" in parameter ? parameter.values : []
  const places = new Map<Json, number>()
  for (const [i, value] of values.entries()) if (!places.has(keyOf(value))) places.set(keyOf(value), i)
  return (value) => places.get(keyOf(value)) ?? NaN
}

/** `1` and `"1"` are two values; lists and objects are told by their text. */
const keyOf = (value: Json): Json => (typeof value === "object" && value !== null ? `\u0000${JSON.stringify(value)}` : value)

/** Words by number, which grow as new ones come. */
export interface GrowingWords {
  /** The number of a word, a new one where it is new. */
  numberOf(word: string): number
  /** All words by now; the same object as long as there is no new one. */
  all(): readonly string[]
}

/** Goes on from known words; these are not changed. */
export function growingWords(known: readonly string[]): GrowingWords {
  let words: string[] | undefined
  const numbers = numbersOf(known)
  return {
    numberOf(word) {
      const number = numbers.get(word)
      if (number !== undefined) return number
      words ??= [...known]
      numbers.set(word, words.length)
      byWords.set(words, numbers)
      return words.push(word) - 1
    },
    all: () => words ?? known,
  }
}

const byWords = new WeakMap<readonly string[], Map<string, number>>()

/** A study that is followed has the same words from one time to the next, with some more at the end. */
function numbersOf(words: readonly string[]): Map<string, number> {
  const found = byWords.get(words)
  if (found?.size === words.length) return found
  const made = new Map(words.map((word, i) => [word, i]))
  byWords.set(words, made)
  return made
}
