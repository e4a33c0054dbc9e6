import type { Field } from "./field.ts"
import { holm } from "./holm.ts"
import { signedRank } from "./signed-rank.ts"
import { meanRegret } from "./standings.ts"

/** One contestant against another, problem by problem, by their mean regrets over the seeds. */
export interface Duel {
  readonly against: string
  readonly won: number
  readonly tied: number
  readonly lost: number
  /** Signed-rank test, two-sided, and the same adjusted for all duels of the table. */
  readonly p: number
  readonly adjusted: number
}

/** `subject` against each of the others after so many trials. Problems are the pairs: seeds of one problem are not independent. */
export function duels({ contestants, problems }: Field, subject: string, trials: number): readonly Duel[] {
  const own = contestants.indexOf(subject)
  const others = contestants.filter((name) => name !== subject)
  const differences = others.map((name) => {
    const c = contestants.indexOf(name)
    return problems.map((one) => meanRegret(one, own, trials) - meanRegret(one, c, trials))
  })
  const ps = differences.map((d) => signedRank(d).p)
  const adjusted = holm(ps)
  return others.map((against, i) => {
    const d = differences[i]!
    const count = (sign: number): number => d.filter((x) => Math.sign(x) === sign).length
    return { against, won: count(-1), tied: count(0), lost: count(1), p: ps[i]!, adjusted: adjusted[i]! }
  })
}
