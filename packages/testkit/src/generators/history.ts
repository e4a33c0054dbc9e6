import { drawFeasible, drawFlat, type Observation, type Outcome, type Space } from "@diapason/core"
import { rng, type Rng } from "@diapason/math"
import fc from "fast-check"

export interface HistoryLimits {
  readonly objectives?: number
  readonly constraints?: number
  readonly most?: number
}

/**
 * Finished trials of a space, numbered from 0, with every kind of end. Losses are whole numbers of a small range, so that ties are
 * common and exact maps exist; one in forty is infinite.
 */
export const anyHistory = (
  space: Space,
  { objectives = 1, constraints = 0, most = 40 }: HistoryLimits = {},
): fc.Arbitrary<readonly Observation[]> =>
  fc.tuple(fc.nat(1_000_000), fc.integer({ min: 0, max: most })).map(([seed, n]) => history(space, seed, n, { objectives, constraints }))

/** The first `n` trials of one such history. */
export function history(
  space: Space,
  seed: number,
  n: number,
  { objectives = 1, constraints = 0 }: HistoryLimits = {},
): readonly Observation[] {
  const observations: Observation[] = []
  for (let number = 0; number < n; number++) {
    const random = rng(seed, number, "random")
    const flat = drawFeasible(space, () => drawFlat(space, () => random.uniform()))
    if (flat !== undefined) observations.push({ number, flat, outcome: outcome(random, objectives, constraints) })
  }
  return observations
}

function outcome(random: Rng, objectives: number, constraints: number): Outcome {
  const fate = random.below(40)
  const losses = Array.from({ length: objectives }, () => (fate === 39 ? Infinity : random.below(101) - 50))
  if (fate < 4) return { kind: "crashed" }
  if (fate < 10) return { kind: "stopped", step: random.below(5), losses }
  return { kind: "complete", losses, violations: Array.from({ length: constraints }, () => random.below(5) - 3) }
}
