/** Whether two neighbouring rungs rank trials alike, up to the noise of their curves. Bohdal et al. 2023, section 4.2. */
import type { Curve, Ledger } from "@diapason/core"
import type { Rungs } from "../rungs/rungs.ts"
import { lossAt, type Judged } from "../judged.ts"
import { byStanding } from "../rungs/standing.ts"

/**
 * Soft ranking: the rungs `top` and the one below agree when each trial at the top stands, within the noise, where the trial at its
 * place stood below. Looks at the best 32 of the top, each pair of curves once.
 */
export function agree({ standings, steps, reached }: Rungs, top: number, judged: Judged, ledger: Ledger): boolean {
  const above = standings[top]!.slice(0, most).map(({ number }) => number)
  const below = new Map(above.map((number) => [number, reached(number)[top - 1]!]))
  const order = above
    .map((number) => ({ number, loss: below.get(number)! }))
    .sort(byStanding)
    .map(({ number }) => number)
  if (above.every((number, place) => number === order[place])) return true
  const curves = above.map((number) => ledger.trials[number]!.curve)
  const noise = curveNoise(curves, steps[top]!, judged)
  return above.every((number, place) => number === order[place] || Math.abs(below.get(number)! - below.get(order[place]!)!) <= noise)
}

/**
 * The 90th percentile of the distances, at their last common step, of curves that have crossed and crossed back: what differs by no more
 * is not told apart. 0 where none has.
 */
export function curveNoise(curves: readonly Curve[], until: number, judged: Judged): number {
  const distances: number[] = []
  const lines = curves.map((curve) => lineOf(curve, until, judged))
  lines.forEach((a, i) => {
    for (const b of lines.slice(i + 1)) {
      const last = crossedBack(a, b)
      if (last !== undefined) distances.push(last)
    }
  })
  distances.sort((a, b) => a - b)
  const at = 0.9 * (distances.length - 1)
  if (distances.length === 0) return 0
  const low = distances[Math.floor(at)]!
  return low + (at - Math.floor(at)) * (distances[Math.ceil(at)]! - low)
}

/** The finite losses of a curve by step, up to a step. */
function lineOf(curve: Curve, until: number, judged: Judged): ReadonlyMap<number, number> {
  const line = new Map<number, number>()
  curve.steps.forEach((step, i) => {
    const y = lossAt(judged, curve, i)
    if (step <= until && y !== undefined && Number.isFinite(y)) line.set(step, y)
  })
  return line
}

/** How far apart two lines are at their last common step, when they have changed places at least twice. */
function crossedBack(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): number | undefined {
  let side = 0
  let changes = 0
  let apart = 0
  for (const [step, y] of a) {
    const other = b.get(step)
    if (other === undefined) continue
    apart = Math.abs(y - other)
    const now = Math.sign(y - other)
    if (now !== 0 && side !== 0 && now !== side) changes++
    if (now !== 0) side = now
  }
  return changes >= 2 ? apart : undefined
}

/** The trials of the top rung that are compared; the rest cannot change who is best. */
const most = 32
