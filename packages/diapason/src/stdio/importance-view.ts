import { importanceOf } from "@diapason/algorithms"
import type { Ledger } from "@diapason/core"
import type { Request } from "./request.ts"

/**
 * Shares by name as programs read them, pairs as `a×b`; `intervals` has the 5th and 95th percentile of both. `lacks` says why there are none.
 * Throws D164, D168, D169 as `importanceOf` does.
 */
export function importanceView(
  ledger: Ledger,
  { method, target, top, seed }: Extract<Request, { op: "importance" }>,
): Readonly<Record<string, unknown>> {
  const told = importanceOf(ledger, {
    ...(method !== undefined && { method }),
    ...(target !== undefined && { target }),
    ...(top !== undefined && { top }),
    ...(seed !== undefined && { seed }),
  })
  const pairs = told.pairs.map((pair) => ({ ...pair, name: `${pair.first}×${pair.second}` }))
  const { parameters, pairs: _, ...rest } = told
  return {
    ...rest,
    parameters: Object.fromEntries(parameters.map(({ name, share }) => [name, share])),
    pairs: Object.fromEntries(pairs.map(({ name, share }) => [name, share])),
    intervals: Object.fromEntries([...parameters, ...pairs].map(({ name, low, high }) => [name, [low, high]])),
  }
}
