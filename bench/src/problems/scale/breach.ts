import { parseExpression, violation, type Config } from "@diapason/core"
import type { Landscape } from "../landscape.ts"

/** By how much a configuration breaks the constraints, summed: 0 when it fulfils them. The metrics come along. */
export function breach(
  landscape: Landscape,
): (config: Config) => { readonly broken: number; readonly metrics: Readonly<Record<string, number>> } {
  const constraints = (landscape.constraints ?? []).map((text) => parseExpression(text))
  return (config) => {
    const metrics = landscape.truth(config)
    return { metrics, broken: constraints.reduce((sum, constraint) => sum + Math.max(0, violation(constraint, metrics)), 0) }
  }
}
