import type { Field } from "../statistics/field.ts"
import { mean, standardError } from "../statistics/mean.ts"
import { counted } from "../statistics/regret-curve.ts"

/** What a smoke run measured for one contestant: mean regret at the end over the problems, and its standard error over the seeds. */
export interface Measured {
  readonly contestant: string
  readonly regret: number
  readonly error: number
}

/** The measures of a field, in the order of its contestants. All problems must have the same seeds. */
export const measured = ({ contestants, problems }: Field): readonly Measured[] =>
  contestants.map((contestant, c) => {
    const seeds = problems[0]?.seeds ?? []
    const means = seeds.map((_, s) => mean(problems.map(({ runs }) => counted(runs[c]![s]!.regret.at(-1)!))))
    return { contestant, regret: mean(means), error: standardError(means) }
  })

/**
 * What is wrong with a smoke run, in sentences; none when it is sound: `auto` is not worse than random, and nothing of Diapason is worse
 * than its stored figure by more than three standard errors of the difference.
 */
export function verdict(now: readonly Measured[], stored: readonly Measured[]): readonly string[] {
  const regretOf = (name: string): number => now.find(({ contestant }) => contestant === name)?.regret ?? NaN
  const [auto, random] = [regretOf("diapason/auto"), regretOf("random")]
  const chance = auto <= random ? [] : [`diapason/auto has mean regret ${auto.toFixed(3)}, random ${random.toFixed(3)}`]
  const worse = now.flatMap(({ contestant, regret, error }) => {
    const before = stored.find((one) => one.contestant === contestant)
    if (before === undefined || contestant === "random") return []
    const most = before.regret + 3 * Math.sqrt(before.error * before.error + error * error)
    return regret <= most
      ? []
      : [`${contestant} has mean regret ${regret.toFixed(3)}; stored is ${before.regret.toFixed(3)}, at most ${most.toFixed(3)}`]
  })
  return [...chance, ...worse]
}
