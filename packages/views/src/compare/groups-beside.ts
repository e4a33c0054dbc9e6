import type { Ledger } from "@diapason/core"
import { holm } from "./holm.ts"
import { pairedTest, type PairedTest } from "./paired-test.ts"
import { pairsOf, type Pairs } from "./pairs-of.ts"
import { bestWithin, costOf, type By, type Progress } from "./progress.ts"
import { areaUnder, expectedCost, runtimes, targetsOf, type RuntimePoint } from "./runtimes.ts"
import type { StudyGroup } from "./study-groups.ts"

/** A study that is compared: its definition and its way to its best. */
interface Beside {
  readonly ledger: Pick<Ledger, "definition">
  readonly progress: Progress
}

/** How a group of studies has done. */
export interface GroupView {
  readonly group: string
  readonly studies: readonly string[]
  /** The median best at each budget; null where half of the studies or more had nothing to show. */
  readonly at: readonly (number | null)[]
  /** Of the target: how many reached it, the median cost, and the expected one with restarts; costs null where there is none. */
  readonly target?: { readonly reached: number; readonly median: number | null; readonly expected: number | null }
  /** The share of pairs of a study and a target that was reached by each budget, and its mean up to the last budget. */
  readonly ecdf: readonly RuntimePoint[]
  readonly area: number
}

/** Two groups, study by study, at the last budget. */
export interface Pairing extends PairedTest {
  readonly first: string
  readonly second: string
  readonly by: Pairs["by"]
  readonly left: number
  readonly budget: number
  /** p after Holm's correction for all the comparisons that were made. */
  readonly adjusted: number
}

interface Terms {
  readonly by: By
  readonly direction: "minimize" | "maximize"
  readonly target?: number
}

/** Groups at equal budgets, to equal targets, and each two of them in pairs. */
export function groupsBeside(
  groups: readonly StudyGroup[],
  studyOf: (name: string) => Beside,
  terms: Terms,
): { readonly budgets: readonly number[]; readonly groups: readonly GroupView[]; readonly pairings: readonly Pairing[] } {
  const sides = groups.map(({ label, members }) => ({ label, members, studies: members.map(({ study }) => studyOf(study)) }))
  const all = sides.flatMap(({ studies }) => studies.map(({ progress }) => progress))
  const budgets = budgetsWithin(all, terms.by)
  const targets = targetsOf(all, terms.direction)
  const views = sides.map(({ label, studies }) => viewOf(label, progressesOf(studies), budgets, targets, terms))
  const last = budgets.at(-1)
  const tests =
    last === undefined ? [] : sides.flatMap((first, i) => sides.slice(i + 1).map((second) => pairingOf(first, second, last, terms)))
  const adjusted = holm(tests.map(({ p }) => p))
  return { budgets, groups: views, pairings: tests.map((test, i) => ({ ...test, adjusted: adjusted[i]! })) }
}

/** A quarter, a half and all of what every one of them has spent. */
export function budgetsWithin(all: readonly Progress[], by: By): readonly number[] {
  const least = Math.min(...all.map(({ spent }) => spent[by] ?? 0))
  return [...new Set([0.25, 0.5, 1].map((share) => Math.floor(least * share)).filter((budget) => budget > 0))]
}

interface OneSide {
  readonly label: string
  readonly members: StudyGroup["members"]
  readonly studies: readonly Beside[]
}

const progressesOf = (studies: readonly Beside[]): readonly Progress[] => studies.map(({ progress }) => progress)

function viewOf(group: string, all: readonly Progress[], budgets: readonly number[], targets: readonly number[], terms: Terms): GroupView {
  const { by, direction, target } = terms
  const ecdf = runtimes(all, by, targets, direction)
  const sign = direction === "minimize" ? 1 : -1
  const costs = target === undefined ? [] : all.map((one) => costOf(one, by, target, direction) ?? Infinity)
  return {
    group,
    studies: all.map(({ study }) => study),
    at: budgets.map((budget) => finite(sign * median(all.map((one) => lossAt(one, budget, terms))))),
    ...(target !== undefined && {
      target: {
        reached: costs.filter(Number.isFinite).length,
        median: finite(median(costs)),
        expected: expectedCost(all, by, target, direction) ?? null,
      },
    }),
    ecdf,
    area: areaUnder(ecdf, budgets.at(-1) ?? 0),
  }
}

function pairingOf(first: OneSide, second: OneSide, budget: number, terms: Terms): Omit<Pairing, "adjusted"> {
  const sideOf = ({ members, studies }: OneSide) => studies.map(({ ledger }, i) => ({ ...members[i]!, seed: ledger.definition.seed }))
  const { by, pairs, left } = pairsOf(sideOf(first), sideOf(second))
  const losses = (side: OneSide, place: 0 | 1) => pairs.map((pair) => lossAt(side.studies[pair[place]]!.progress, budget, terms))
  return { first: first.label, second: second.label, by, left, budget, ...pairedTest(losses(first, 0), losses(second, 1)) }
}

/** Less is better; Infinity where there is nothing to show yet. */
function lossAt(one: Progress, budget: number, { by, direction }: Terms): number {
  const value = bestWithin(one, by, budget)?.value
  return value === undefined ? Infinity : direction === "minimize" ? value : -value
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const [a, b] = [sorted[(sorted.length - 1) >> 1]!, sorted[sorted.length >> 1]!]
  return a === b ? a : a / 2 + b / 2
}

const finite = (x: number): number | null => (Number.isFinite(x) ? x : null)
