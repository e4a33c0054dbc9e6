/** What a scheduler said when it ended or paused a trial at a rung. */
interface DecisionMark {
  readonly step: number
  readonly rank: number
  readonly of: number
  /** The worst value that would have gone on; absent where no cut was known yet. */
  readonly cut?: number
}

/** Reads `rank 8 of 12 at rung 3; the cut is 0.655`; undefined for a reason of another kind. */
export function decisionMark(words: string): DecisionMark | undefined {
  const found = /rank (\d+) of (\d+) at rung (\S+?)(?=[;,\s]|$)/.exec(words)
  if (found === null) return undefined
  const [rank, of, step] = found.slice(1).map(Number) as [number, number, number]
  const cut = Number(/the cut is (-?[\d.]+(?:e[+-]?\d+)?)/i.exec(words)?.[1] ?? NaN)
  return Number.isNaN(step) ? undefined : { step, rank, of, ...(!Number.isNaN(cut) && { cut }) }
}
