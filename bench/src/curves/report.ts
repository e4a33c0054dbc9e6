import { figures, heading, paragraph, short, type Block } from "../report/block.ts"
import type { Begun } from "../run/record.ts"
import { mean, standardError } from "../statistics/mean.ts"
import { ranks } from "../statistics/ranks.ts"
import { regretAt, rules, type Rule } from "./incumbents.ts"
import type { CurveJob, CurveRecord } from "./record.ts"
import type { World } from "./world.ts"

/** What a report is about: `jobs` are those of the call. */
export interface CurvesAsked {
  readonly contestants: readonly string[]
  readonly worlds: readonly World[]
  readonly jobs: readonly CurveJob[]
  readonly command: string
}

export interface CurveResults {
  readonly begun: readonly Begun[]
  readonly runs: readonly CurveRecord[]
}

/** Mean normalised regrets at so many equivalents. */
export function curvesReport({ runs }: CurveResults, { contestants, worlds, jobs }: CurvesAsked): readonly Block[] {
  const size = jobs.find(({ part }) => part === "equivalents")?.size
  if (size === undefined) return []
  const at = [2, 5, 10, 20].filter((equivalents) => equivalents <= size)
  const own = runs.filter((run) => run.part === "equivalents" && run.size === size && run.failed === undefined)
  return [
    heading("Full-training equivalents, one worker"),
    ...rules.flatMap((rule) => [paragraph(rule), table(own, contestants, worlds, at, rule)]),
  ]
}

function table(
  runs: readonly CurveRecord[],
  contestants: readonly string[],
  worlds: readonly World[],
  at: readonly number[],
  rule: Rule,
): Block {
  const played = contestants.map((name) =>
    runs.filter((run) => run.contestant === name && worlds.some((world) => world.name === run.world)),
  )
  const keys = (played[0] ?? []).map(keyOf).filter((key) => played.every((of) => of.some((run) => keyOf(run) === key)))
  const regrets = played.map((of) =>
    keys.map((key) => {
      const run = of.find((one) => keyOf(one) === key)!
      return at.map((equivalents) => regretAt(run.curves[rule], equivalents * epochs))
    }),
  )
  const rows = contestants.map((name, c) => ({
    name,
    values: [
      ...at.flatMap((_, i) => {
        const column = regrets[c]!.map((values) => values[i]!)
        return [mean(column), 1.96 * standardError(column)]
      }),
      mean(keys.map((_, k) => ranks(regrets.map((of) => of[k]!.at(-1)!))[c]!)),
      mean(played[c]!.map(({ ms }) => ms)) / 1000,
    ],
  }))
  return figures(
    [`${short(keys.length)} runs each`, ...at.flatMap((equivalents) => [`regret ${equivalents}`, "±"]), "rank", "s"],
    rows,
    () => "least",
  )
}

const keyOf = ({ world, seed }: CurveRecord): string => `${world} ${seed}`

const epochs = 52
