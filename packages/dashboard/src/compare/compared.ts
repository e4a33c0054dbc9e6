import { DiapasonError } from "@diapason/core"
import {
  bestWithin,
  boardProgress,
  columnNamed,
  costOf,
  factNamed,
  marks,
  sharedObjective,
  type Board,
  type Progress,
} from "@diapason/views"

export type By = "trials" | "time"

/** Studies side by side, where they can be. */
export interface Compared {
  readonly metric: string
  readonly direction: "minimize" | "maximize"
  readonly progress: readonly Progress[]
}

/** What all of them are compared by; a refusal in words where they search for different things. */
export function compared(boards: readonly Board[]): Compared | { readonly refused: string } {
  try {
    return { ...sharedObjective(boards.map(({ ledger }) => ledger)), progress: boards.map(boardProgress) }
  } catch (error) {
    if (!(error instanceof DiapasonError)) throw error
    const said = boards.map(({ ledger: { definition } }) => {
      const { metric, direction } = definition.objectives[0]!
      return `${definition.name} ${direction}s ${metric}`
    })
    return {
      refused: `These studies search for different things: ${said.join(", ")}. Only studies with the same first objective can be compared.`,
    }
  }
}

/** Budgets at which all are looked at: 10, 20, 50, 100 … trials up to the longest, or shares of the longest time. */
export function budgetsOf(progress: readonly Progress[], by: By): readonly number[] {
  const longest = Math.max(0, ...progress.map(({ spent }) => spent[by]))
  if (longest === 0) return []
  if (by === "time") return [0.1, 0.25, 0.5, 1].map((share) => Math.round(longest * share))
  const steps = [1, 2, 5].flatMap((digit) => [10, 100, 1000, 10_000, 100_000].map((ten) => digit * ten)).sort((a, b) => a - b)
  const within = steps.filter((step) => step < longest)
  return [...within.slice(-5), longest]
}

/** The best value of each study at each budget; undefined before its first usable trial, `unspent` beyond what it has spent. */
export const fixedBudget = (progress: readonly Progress[], by: By, budgets: readonly number[]) =>
  progress.map((one) =>
    budgets.map((budget) => ({
      value: bestWithin(one, by, budget)?.value,
      unspent: budget > one.spent[by] && !isLast(budget, one.spent[by]),
    })),
  )

const isLast = (budget: number, spent: number): boolean => Math.abs(budget - spent) < 1

/** What it took each study to reach a value; undefined where it has not. */
export const fixedTarget = (progress: readonly Progress[], by: By, target: number, direction: Compared["direction"]) =>
  progress.map((one) => costOf(one, by, target, direction))

/** The value that every study has reached, so that each has a cost: the worst of their bests. */
export function commonTarget(progress: readonly Progress[], direction: Compared["direction"]): number | undefined {
  const bests = progress.map(({ points }) => points.at(-1)?.value)
  if (bests.some((value) => value === undefined)) return undefined
  return direction === "minimize" ? Math.max(...(bests as number[])) : Math.min(...(bests as number[]))
}

/** The values of a study's complete trials; one that ended without counts as not reached. */
export function outcomes({ ledger, table }: Board): readonly number[] {
  const column = columnNamed(table, ledger.definition.objectives[0]!.metric)!
  const over = factNamed(table, "over").values
  const values: number[] = []
  for (let n = 0; n < table.size; n++) if (!Number.isNaN(over[n])) values.push(table.mark[n] === complete ? column.values[n]! : NaN)
  return values
}

const complete = marks.indexOf("complete")
