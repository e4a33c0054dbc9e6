import { configToday, fault, type Ledger } from "@diapason/core"
import type { Board } from "../board/board.ts"
import { columnNamed, factNamed, marks } from "../board/table.ts"

/** By what studies are compared: ended trials, time during which a study was open, or time that its trainings took, added up over slots. */
export type By = "trials" | "time" | "cost"

/** What was spent: ended trials, and milliseconds; `cost` where the log was read for it, see `costClock`. */
type Spent = Readonly<Record<"trials" | "time", number> & Partial<Record<"cost", number>>>

/** The best value of a study after each complete trial, against what had been spent by then. */
export interface Progress {
  readonly study: string
  readonly points: readonly (Spent & { readonly trial: number; readonly value: number })[]
  /** All that was spent. */
  readonly spent: Spent
}

/** How the best of the first objective came down (or up) with what was spent. Trials from elsewhere cost no time. */
export function progressOf(ledger: Ledger): Progress {
  const { metric, direction } = ledger.definition.objectives[0]!
  const better = (a: number, b: number): boolean => (direction === "minimize" ? a < b : a > b)
  const points: { trial: number; trials: number; time: number; value: number }[] = []
  const openUntil = openTime(ledger)
  for (const [i, n] of ledger.finished.entries()) {
    const trial = ledger.trials[n]!
    if (trial.state !== "complete" || trial.excluded !== undefined) continue
    const value = trial.values[metric]
    const feasible = ledger.rules.violations(trial.values, configToday(ledger, trial)).every((v) => v <= 0)
    if (value === undefined || !Number.isFinite(value) || !feasible) continue
    if (points.length === 0 || better(value, points.at(-1)!.value))
      points.push({ trial: n, trials: i + 1, time: openUntil(trial.endedAt), value })
  }
  return { study: ledger.definition.name, points, spent: { trials: ledger.finished.length, time: openUntil(ledger.at) } }
}

/** `progressOf` of any board: read from the columns, so that ended trials need not be there. */
export function boardProgress({ ledger, table }: Board): Progress {
  const { metric, direction } = ledger.definition.objectives[0]!
  const { values } = columnNamed(table, metric)!
  const ended = factNamed(table, "ended").values
  const better = (a: number, b: number): boolean => (direction === "minimize" ? a < b : a > b)
  const points: { trial: number; trials: number; time: number; value: number }[] = []
  const openUntil = openTime(ledger)
  for (const [i, trial] of ledger.finished.entries()) {
    const value = values[trial]!
    if (table.mark[trial] !== complete || !Number.isFinite(value)) continue
    if (points.length === 0 || better(value, points.at(-1)!.value))
      points.push({ trial, trials: i + 1, time: openUntil(ended[trial]!), value })
  }
  return { study: ledger.definition.name, points, spent: { trials: ledger.finished.length, time: openUntil(ledger.at) } }
}

const complete = marks.indexOf("complete")

/** The best that a study had reached within a budget; undefined before its first usable trial. */
export const bestWithin = ({ points }: Progress, by: By, budget: number): Progress["points"][number] | undefined =>
  points.findLast((point) => (point[by] ?? Infinity) <= budget)

/** What it took to reach a value; undefined when it was not reached. */
export const costOf = ({ points }: Progress, by: By, target: number, direction: "minimize" | "maximize"): number | undefined =>
  points.find(({ value }) => (direction === "minimize" ? value <= target : value >= target))?.[by]

/** The one objective that all studies are compared by: the first. Throws D188 where they do not agree. */
export function sharedObjective(ledgers: readonly Ledger[]): { readonly metric: string; readonly direction: "minimize" | "maximize" } {
  const all = ledgers.map(({ definition }) => ({ study: definition.name, ...definition.objectives[0]! }))
  const { metric, direction } = all[0]!
  if (all.every((one) => one.metric === metric && one.direction === direction)) return { metric, direction }
  throw fault("D188", { studies: all.map((one) => `${one.study} ${one.direction}s ${one.metric}`), metric, direction })
}

/** Milliseconds during which some session had the study open, up to a moment; overlaps count once. */
function openTime({ sessions }: Ledger): (moment: number) => number {
  const spans = [...sessions.values()].map((s) => [s.openedAt, s.seenAt] as const).sort((a, b) => a[0] - b[0])
  return (moment) => {
    let [spent, until] = [0, -Infinity]
    for (const [from, to] of spans) {
      const end = Math.min(to, moment)
      spent += Math.max(0, end - Math.max(from, until))
      until = Math.max(until, end)
    }
    return spent
  }
}
