import type { Ledger } from "@diapason/core"
import { bestOf, judged, type Belief } from "./judged.ts"

/** A trial that may have won, as the search left it. */
export interface Finalist {
  readonly number: number
  /** What the search makes believe of its loss; the error is NaN where nothing tells. */
  readonly searched: Belief
}

export interface Finalists {
  /** The best first; at least one. */
  readonly all: readonly Finalist[]
  /** Standard deviation of one run in the search; NaN where nothing tells. */
  readonly noise: number
}

/**
 * Who is run again: the best `top` configurations by what the search makes believe of them, by default as many as the root of their
 * number and at most eight, and the best baseline beside them. Runs after the search do not change who they are, so that an interrupted
 * confirmation goes on with the same ones. Undefined while no trial counts.
 */
export function finalistsOf(ledger: Ledger, top?: number): Finalists | undefined {
  const found = judged(ledger)
  if (found === undefined) return undefined
  const value = ({ searched, raw }: (typeof found.arms)[number]): number => (found.noisy ? searched.mean : raw)
  const arms = found.arms.toSorted((a, b) => value(a) - value(b) || a.number - b.number)
  const first = arms.slice(0, top ?? Math.min(8, Math.ceil(Math.sqrt(arms.length))))
  const baseline = arms.find(({ trials }) => trials.some((n) => ledger.trials[n]!.by === "baseline"))
  const chosen = baseline === undefined || first.includes(baseline) ? first : [...first, baseline]
  return { all: chosen.map((arm) => ({ number: bestOf(ledger, arm), searched: arm.searched })), noise: found.noise }
}
