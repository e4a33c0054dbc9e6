import { fault, type Json } from "@diapason/core"
import { valueOf } from "./baseline.ts"

/**
 * Beliefs written as `lr=3e-3:3x` (within a factor of three), `width=64:32` (within 32), `act=relu:high` (with high confidence) or
 * `lr=3e-3` (with medium confidence); `proven:lightgbm` are those of the library, `proven` those of the proven baseline. Throws D140.
 */
export function readPriors(flag: string, texts: readonly string[]): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    texts.map((text) => {
      const proven = /^proven(?::(.+))?$/.exec(text.trim())
      if (proven !== null) return ["proven", proven[1] ?? true]
      const equals = text.indexOf("=")
      if (equals < 1) throw fault("D140", { flag, text, expected: "a belief as in 'lr=3e-3:3x'" })
      return [text.slice(0, equals).trim(), beliefOf(text.slice(equals + 1).trim())]
    }),
  )
}

function beliefOf(text: string): Json {
  const [, value = text, spread, confidence] = /^(.*):(?:(\d[\d.e+-]*x?)|(low|medium|high))$/.exec(text) ?? []
  const around = valueOf(value)
  if (spread !== undefined) return { around, spread: spread.endsWith("x") ? spread : Number(spread) }
  return confidence === undefined ? { around } : { around, confidence }
}
