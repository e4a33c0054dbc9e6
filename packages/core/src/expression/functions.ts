import { cos, exp, log, pow, sin } from "@diapason/math"

/** The functions of expressions: fewest and most arguments, and what they compute. Numbers in, a number out. */
export const functions: Readonly<
  Record<string, { readonly least: number; readonly most: number; readonly of: (...x: number[]) => number }>
> = {
  abs: { least: 1, most: 1, of: (x) => Math.abs(x!) },
  min: { least: 1, most: Infinity, of: (...x) => Math.min(...x) },
  max: { least: 1, most: Infinity, of: (...x) => Math.max(...x) },
  /** Halves go up. */
  round: { least: 1, most: 1, of: (x) => Math.round(x!) },
  floor: { least: 1, most: 1, of: (x) => Math.floor(x!) },
  ceil: { least: 1, most: 1, of: (x) => Math.ceil(x!) },
  sqrt: { least: 1, most: 1, of: (x) => Math.sqrt(x!) },
  exp: { least: 1, most: 1, of: (x) => exp(x!) },
  log: { least: 1, most: 1, of: (x) => log(x!) },
  log2: { least: 1, most: 1, of: (x) => logarithm(x!, 2, Math.LN2) },
  log10: { least: 1, most: 1, of: (x) => logarithm(x!, 10, Math.LN10) },
  /** Of an angle in radians. */
  sin: { least: 1, most: 1, of: (x) => sin(x!) },
  cos: { least: 1, most: 1, of: (x) => cos(x!) },
  pow: { least: 2, most: 2, of: (x, y) => pow(x!, y!) },
  clamp: { least: 3, most: 3, of: (x, low, high) => Math.min(Math.max(x!, low!), high!) },
}

/** Exact where the answer is a whole number. */
function logarithm(x: number, base: number, ln: number): number {
  const y = log(x) / ln
  const whole = Math.round(y)
  return Math.abs(y - whole) < 1e-9 && pow(base, whole) === x ? whole : y
}
