/**
 * What TPE knows, folded from finished trials one at a time: O(d log n) each, and for several objectives once more at the next
 * ask. The same set of observations, in any order, leads to the same suggestions.
 */
import { cardinality, configKey, type Ask, type Observation, type Problem } from "@diapason/core"
import { criterion, type Criterion } from "./criterion.ts"
import { frontSplit } from "./front-split.ts"
import { groupsIn, type Group } from "./groups.ts"
import { goodCount } from "./preset.ts"
import { prefixSplit, type RowOrder } from "./prefix-split.ts"
import { satisfiedSplit } from "./satisfied-split.ts"
import type { Settings } from "./settings.ts"
import { trialTable, type TrialTable } from "./trial-table.ts"
import { compareQuality, quality, type Quality } from "../quality-order.ts"

export interface TpeState {
  readonly problem: Problem
  readonly settings: Settings
  readonly groups: readonly Group[]
  readonly table: TrialTable
  /** The objective first, then the constraints, then not crashing once something has crashed. */
  readonly criteria: Criterion[]
  /** Running trials counted as poor at the last ask. */
  readonly held: Set<number>
  /** Keys of the configurations that finished, when the space is finite. */
  readonly tried: Set<string> | undefined
  /** Finished trials that ended with a loss; the start-up counts them. */
  informed: number
}

export function emptyState(problem: Problem, settings: Settings): TpeState {
  const groups = groupsIn(problem.space)
  const table = trialTable(groups, problem.seed)
  const criteria = [objective(problem, settings, table, groups)]
  for (let k = 0; k < problem.constraints; k++) criteria.push(satisfied(violation(table, k), settings, table, groups))
  const tried = cardinality(problem.space) < Infinity ? new Set<string>() : undefined
  return { problem, settings, groups, table, criteria, held: new Set(), tried, informed: 0 }
}

/** Takes in one finished trial, in place. A trial number counts once; a second result for it is not taken. */
export function observed(state: TpeState, { number, flat, outcome }: Observation): TpeState {
  const { table, criteria, tried, held, groups, settings } = state
  const known = table.rowOf(number)
  if (known !== undefined && table.outcome[known] !== undefined) return state
  if (known !== undefined && held.delete(known)) criteria[0]!.letGo(known)
  const row = table.append(number, flat)
  table.finish(row, outcome)
  tried?.add(configKey(flat))
  if (outcome.kind !== "crashed") state.informed++
  else if (criteria.length === state.problem.constraints + 1) {
    criteria.push(satisfied(crash(table), settings, table, groups))
    for (let earlier = 0; earlier < row; earlier++) if (table.outcome[earlier] !== undefined) criteria.at(-1)!.place(earlier)
  }
  for (const one of criteria) one.place(row)
  return state
}

/** Makes the running trials, and no others, count as poor. What it leaves behind depends on the set of them alone. */
export function holding(state: TpeState, pending: Ask["pending"]): void {
  const { table, held, criteria } = state
  const running = new Set<number>()
  for (const { number, flat } of pending.slice(-mostHeld)) {
    const row = table.rowOf(number) ?? table.append(number, flat)
    if (table.outcome[row] === undefined) running.add(row)
  }
  for (const row of [...held])
    if (!running.has(row)) {
      criteria[0]!.letGo(row)
      held.delete(row)
    }
  for (const row of running)
    if (!held.has(row)) {
      criteria[0]!.hold(row)
      held.add(row)
    }
}

function objective(problem: Problem, settings: Settings, table: TrialTable, groups: readonly Group[]): Criterion {
  const uniform = problem.constraints > 0 || problem.objectives > 1
  const preset = uniform && settings.preset.below === "improvement" ? { ...settings.preset, below: "uniform" as const } : settings.preset
  const split =
    problem.objectives > 1
      ? frontSplit(table, lossesOf(table), preset.gamma)
      : prefixSplit(
          byLoss(table),
          (row) => table.quality[row]!.rank < 2,
          (n) => goodCount(n, preset.gamma),
        )
  return criterion(table, groups, split, preset)
}

const satisfied = (
  violation: (row: number) => number | undefined,
  { preset }: Settings,
  table: TrialTable,
  groups: readonly Group[],
): Criterion =>
  criterion(
    table,
    groups,
    satisfiedSplit(violation, (a, b) => table.number[a]! - table.number[b]!),
    { ...preset, below: "uniform" },
  )

/** The quality order with the constraints out of sight: they are criteria of their own. */
function byLoss(table: TrialTable): RowOrder {
  const seen = (row: number): Quality => {
    const outcome = table.outcome[row]!
    return outcome.kind === "complete" && table.quality[row]!.rank === 2 ? quality({ ...outcome, violations: [] }) : table.quality[row]!
  }
  return {
    key: (row) => (seen(row).rank === 0 ? seen(row).first : Infinity),
    tie: (a, b) => compareQuality(seen(a), seen(b)) || table.number[a]! - table.number[b]!,
  }
}

/** The losses of a trial that is complete and feasible. */
const lossesOf = (table: TrialTable) => (row: number) => {
  const outcome = table.outcome[row]
  return outcome?.kind === "complete" && table.quality[row]!.rank === 0 ? outcome.losses : undefined
}

const violation = (table: TrialTable, k: number) => (row: number) => {
  const outcome = table.outcome[row]
  if (outcome?.kind !== "complete") return undefined
  const amount = outcome.violations[k]
  return amount === undefined || amount !== amount ? Infinity : amount
}

const crash = (table: TrialTable) => (row: number) => (table.outcome[row]?.kind === "crashed" ? 1 : 0)

/** More running trials than this add cost and nothing else. */
const mostHeld = 256
