import { nearest } from "../errors/nearest.ts"

/**
 * How to mend a word that is no scale of a range: words that other tools have for one, those that name a type, which the ends of a range
 * tell already, and slips of the pen. Undefined for any other word.
 */
export function meantScale(type: "float" | "int", word: string, known: readonly string[]): string | undefined {
  const plain = word.toLowerCase()
  if (whole.has(plain)) return type === "int" ? "leave it out: whole ends already mean whole numbers" : "write whole ends, as in 1..5"
  if (real.has(plain))
    return type === "float" ? "leave it out: such ends already mean real numbers" : "write ends with a point, as in 1.0..5.0"
  const near = elsewhere[plain] ?? nearest(word, known)
  return near !== undefined && known.includes(near) ? `did you mean ${near}?` : undefined
}

const whole = new Set(["int", "integer", "long"])

const real = new Set(["float", "real", "double", "number"])

/** Other words for our scales. */
const elsewhere: Readonly<Record<string, string>> = {
  uniform: "linear",
  loguniform: "log",
  "log-uniform": "log",
  log_uniform: "log",
  log10: "log",
  log2: "log",
  ln: "log",
  logarithmic: "log",
  exponential: "log",
  power2: "pow2",
  "reverse-loguniform": "reverse-log",
}
