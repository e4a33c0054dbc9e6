/**
 * Candidates for one group, best first: a number of points from the good mixture of each criterion, ranked by how much more likely
 * they are under the good than under the poor.
 *
 * One criterion: ln good − ln poor, which orders points as probability and expected improvement do (Bergstra et al. 2011, eq. 2–4).
 * Several: −Σ ln[γ + (1 − γ) poor/good], γ the share of good trials (Watanabe & Hutter 2022); one that all trials meet adds 0.
 */
import { log, logAddExp, type Rng } from "@diapason/math"
import type { Criterion } from "./criterion.ts"
import type { Group } from "./groups.ts"
import { points, type Points } from "./points.ts"

export interface Proposal {
  readonly at: Points
  readonly score: Float64Array
  /** Indices of the points, the highest score first; ties to the one drawn earlier. */
  readonly ranked: readonly number[]
}

/** Draws `count` points per criterion. Pure in the criteria and the generator. */
export function propose(criteria: readonly Criterion[], group: Group, count: number, rng: Rng): Proposal {
  const telling = informative(criteria)
  const at = points(count * telling.length, group.axes.length)
  telling.forEach(({ good }, k) => {
    for (let p = 0; p < count; p++) good[group.index]!.draw(rng, at, k * count + p)
  })
  const score = new Float64Array(at.count)
  for (const one of telling) addScore(one, group, at, score, telling.length === 1)
  const ranked = Array.from(score.keys()).sort((a, b) => score[b]! - score[a]! || a - b)
  return { at, score, ranked }
}

/** A criterion that every trial meets, or none, says nothing; where none says anything the first one stands. */
export function informative(criteria: readonly Criterion[]): readonly Criterion[] {
  const telling = criteria.filter(({ split }) => split.good > 0 && split.good < split.size)
  return telling.length > 0 ? telling : criteria.slice(0, 1)
}

function addScore({ good, poor, split }: Criterion, group: Group, at: Points, score: Float64Array, only: boolean): void {
  const likely = new Float64Array(at.count)
  const unlikely = new Float64Array(at.count)
  good[group.index]!.logDensity(at, likely)
  poor[group.index]!.logDensity(at, unlikely)
  const gamma = split.good / split.size
  for (let p = 0; p < at.count; p++) {
    const ratio = likely[p]! - unlikely[p]!
    score[p]! += only ? ratio : -logAddExp(log(gamma), log(1 - gamma) - ratio)
  }
}
