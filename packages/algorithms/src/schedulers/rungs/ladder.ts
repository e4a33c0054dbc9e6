import type { Problem } from "@diapason/core"

/** How rungs lie on the steps of a trial. */
export interface LadderOptions {
  /** How many times higher each rung lies than the one below, and of how many trials one goes on, above 1; the fidelity's own, else 3. */
  readonly eta?: number
  /** The first rung, at least 1; the least step of the fidelity, else 1. */
  readonly grace?: number
}

/** The factor between rungs. */
export const etaOf = ({ fidelity }: Pick<Problem, "fidelity">, { eta }: LadderOptions): number => eta ?? fidelity?.eta ?? 3

/**
 * The steps at which trials are compared, rising: grace·eta^k in whole steps, below the last step. Where no fidelity is declared the last
 * step is not known and the ladder goes on as far as whole numbers do. Li et al. 2020, section 3.
 */
export function ladderOf(problem: Pick<Problem, "fidelity">, options: LadderOptions): readonly number[] {
  const { fidelity } = problem
  const eta = etaOf(problem, options)
  const last = fidelity?.max ?? Number.MAX_SAFE_INTEGER
  const steps: number[] = []
  for (let at = options.grace ?? fidelity?.min ?? 1; Math.round(at) < last; at *= eta) {
    const step = Math.round(at)
    if (step !== steps.at(-1)) steps.push(step)
  }
  return steps
}
