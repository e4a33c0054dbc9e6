/**
 * Who won a study, honestly: the best value that was seen, which is a lucky one; what the recommended configuration is likely to come to
 * when it is run again; and what runs after the search have come to.
 */
import type { Ledger } from "@diapason/core"
import { normalQuantile, studentQuantile } from "@diapason/math"
import { believedHalf, bestOf, judged, type Judged, type JudgedArm } from "./judged.ts"
import type { OneWinner } from "./one-winner.ts"
import { expectedLuck } from "./optimism.ts"
import { pooledNoise } from "./replicates.ts"
import { winningFront, type WinningFront } from "./winning-front.ts"
import { adviceOn, sentenceOn } from "./winner-words.ts"

/** Nothing has won yet. */
export interface NoWinner {
  readonly kind: "none"
  readonly sentence: string
  readonly advice: string
}

export type Winner = NoWinner | OneWinner | WinningFront

/**
 * The winner as it stands; with several objectives the front of what is believed of each trial, and its knee. Some half
 * a second of a core for one objective from 120 trials on, once for each position of the log.
 */
export function winner(ledger: Ledger): Winner {
  const [objective, ...others] = ledger.definition.objectives
  if (others.length > 0) return winningFront(ledger) ?? nobody(ledger)
  const found = judged(ledger)
  if (found === undefined) return nobody(ledger)
  const { metric, direction } = objective!
  const turn = direction === "maximize" ? -1 : 1
  const { arms, noise, by } = found
  const first = arms[0]!
  const lucky = arms.reduce((best, arm) => (arm.raw < best.raw ? arm : best))
  const half = believedHalf(first)
  const fresh = freshOf(arms, turn)
  const told = {
    kind: "one" as const,
    metric,
    raw: { trial: bestOf(ledger, lucky), value: turn * lucky.raw },
    recommended: bestOf(ledger, first),
    shrunken: {
      by,
      value: turn * first.mean,
      ...(Number.isFinite(half) && { low: turn * first.mean - half, high: turn * first.mean + half }),
    },
    ...(fresh !== undefined && { fresh }),
    ...(Number.isFinite(noise) && { optimism: noise * expectedLuck(arms.length) }),
    alike: alikeOf(found).map((arm) => bestOf(ledger, arm)),
  }
  return { ...told, sentence: sentenceOn(told, arms.length), advice: adviceOn(told) }
}

const nobody = ({ finished }: Ledger): NoWinner => ({
  kind: "none",
  sentence: `No trial has given a usable result yet; ${finished.length === 0 ? "none has" : finished.length === 1 ? "one has" : `${finished.length} have`} ended.`,
  advice: "A trial counts when it has come to its end with a finite value and keeps all limits.",
})

/** Those whose difference from the first may be nothing, 90 % two-sided and taken as independent; at most eight. */
function alikeOf({ arms, noisy }: Judged): readonly JudgedArm[] {
  const [first, ...others] = arms
  const apart = (arm: JudgedArm): boolean => {
    const error = Math.sqrt(arm.error * arm.error + first!.error * first!.error)
    return !(Math.abs(arm.mean - first!.mean) <= normalQuantile(0.95) * error)
  }
  return noisy || others.some(({ chosen }) => chosen.size > 0) ? [first!, ...others.filter((arm) => !apart(arm))].slice(0, 8) : [first!]
}

/** By the runs kept aside, else by those that chose it; their noise is that of all configurations together. Undefined without two of them. */
function freshOf(arms: readonly JudgedArm[], turn: number): OneWinner["fresh"] {
  const { aside, chosen } = arms[0]!
  const kept = aside.length >= 2
  const runs = kept ? aside : [...chosen.values()]
  const { freedom, variance } = pooledNoise(arms.flatMap((arm) => [[...arm.chosen.values()], arm.aside]))
  if (runs.length < 2 || freedom < 1) return undefined
  const value = turn * runs.reduce((sum, loss) => sum + loss / runs.length, 0)
  const half = studentQuantile(0.95, freedom) * Math.sqrt(variance / runs.length)
  return { value, low: value - half, high: value + half, runs: runs.length, aside: kept }
}
