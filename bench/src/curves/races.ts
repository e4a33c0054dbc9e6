import { mean, median } from "../statistics/mean.ts"
import { regretsOf, type CurveField } from "./curve-field.ts"
import type { Rule } from "./incumbents.ts"

/** How soon one contestant has what random search has when its trainings have ended. */
export interface Race {
  readonly contestant: string
  /** The time of random over the time after which the mean regret over all runs is no more than random's at its end; 0 when it never was. */
  readonly faster: number
  /** The same run by run against random's regret in the same world with the same seed: the median, where a run that never came there has 0. */
  readonly median: number
  /** The share of runs that came there. */
  readonly reached: number
  /** Mean regrets after each of `shares` of random's time. */
  readonly regrets: readonly number[]
}

/** The parts of random's time at which regrets are shown. */
export const shares = [1 / 16, 1 / 8, 1 / 4, 1 / 2, 1] as const

/** A moment that was made a share of the time and back is still that moment. */
const rounding = 1 + 1e-12

/** Every contestant of a field against its `random`; of a field without it there is nothing to say. */
export function races(field: CurveField, rule: Rule): readonly Race[] {
  const random = field.contestants.indexOf("random")
  if (random < 0 || field.pairs.length === 0) return []
  const ends = field.runs[random]!.map(({ until }) => until)
  const meanAt = (c: number, share: number): number => mean(regretsOf(field, c, rule, (pair) => share * ends[pair]! * rounding))
  const goal = meanAt(random, 1)
  return field.contestants.map((contestant, c) => {
    const moments = field.runs[c]!.flatMap(({ curves }, pair) => curves[rule].map(([moment]) => moment / ends[pair]!))
    const first = [...new Set(moments)].sort((a, b) => a - b).find((share) => share <= 1 && meanAt(c, share) <= goal)
    const single = field.runs[c]!.map(({ curves }, pair) => {
      const goalHere = field.runs[random]![pair]!.curves[rule].at(-1)?.[1] ?? 1
      const reached = curves[rule].find(([moment, regret]) => moment <= ends[pair]! && regret <= goalHere)
      return reached === undefined ? 0 : ends[pair]! / reached[0]
    })
    return {
      contestant,
      faster: first === undefined ? 0 : 1 / first,
      median: median(single),
      reached: single.filter((x) => x > 0).length / single.length,
      regrets: shares.map((share) => meanAt(c, share)),
    }
  })
}
