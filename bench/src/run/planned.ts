import { jobKey, type Job, type RunRecord } from "./record.ts"

/** What is to be run. */
export interface Wanted {
  readonly contestants: readonly string[]
  readonly problems: readonly string[]
  readonly seeds: number
  readonly trials: number
  readonly parallel: number
}

/**
 * The jobs that are still to do, seed by seed, so that a run that is cut short has whole seeds; within a seed contestant by contestant,
 * so that a peer is started once for many problems. A run that failed is to be done again.
 */
export function planned({ contestants, problems, seeds, trials, parallel }: Wanted, known: readonly RunRecord[]): readonly Job[] {
  const done = new Set(known.filter(({ failed }) => failed === undefined).map(jobKey))
  const all = Array.from({ length: seeds }, (_, seed) =>
    contestants.flatMap((contestant) => problems.map((problem): Job => ({ contestant, problem, seed, trials, parallel }))),
  )
  return all.flat().filter((job) => !done.has(jobKey(job)))
}
