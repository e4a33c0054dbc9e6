import { winner, type OneWinner } from "@diapason/algorithms"
import type { Ledger } from "@diapason/core"

/** What the recommended trial is likely to come to beside the best value seen, as JSON shows it. */
export interface EstimateView extends Pick<OneWinner, "metric" | "raw" | "alike" | "sentence" | "advice"> {
  readonly trial: number
  readonly value: number
  /** 90 %. */
  readonly interval: readonly [number, number]
  readonly optimism: number
  /** By runs after the search alone. */
  readonly fresh?: { readonly value: number; readonly interval: readonly [number, number]; readonly runs: number; readonly aside: boolean }
}

/** Undefined where luck plays no part or nothing tells it: without noise, with too few trials, with several objectives. */
export function estimateView(ledger: Ledger): EstimateView | undefined {
  if (ledger.definition.objectives.length > 1 || ledger.front.length === 0) return undefined
  const found = winner(ledger)
  if (found.kind !== "one" || found.optimism === undefined || found.optimism === 0) return undefined
  const { metric, raw, recommended: trial, shrunken, fresh, optimism, alike, sentence, advice } = found
  if (shrunken.low === undefined || shrunken.high === undefined) return undefined
  return {
    trial,
    metric,
    raw,
    value: shrunken.value,
    interval: [shrunken.low, shrunken.high],
    optimism,
    alike,
    ...(fresh !== undefined && { fresh: { value: fresh.value, interval: [fresh.low, fresh.high], runs: fresh.runs, aside: fresh.aside } }),
    sentence,
    advice,
  }
}
