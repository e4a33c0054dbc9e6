/**
 * One thing a configuration should be: good by the objective, satisfying a constraint, not crashing. Per group of parameters it
 * holds two mixtures, of the trials that are and of those that are not; the ratio of the two says how likely a new one is.
 */
import type { Group } from "./groups.ts"
import { mixture, type Mixture } from "./mixture.ts"
import type { Preset } from "./preset.ts"
import type { Split } from "./split.ts"
import type { TrialTable } from "./trial-table.ts"
import { improvementWeights } from "./weights.ts"

export interface Criterion {
  readonly split: Split
  /** By group. */
  readonly good: readonly Mixture[]
  readonly poor: readonly Mixture[]
  /** A trial has finished. */
  place(row: number): void
  /** Counts a running trial among the poor ones until it is let go. */
  hold(row: number): void
  letGo(row: number): void
  /** Makes all mixtures ready to be asked. */
  prepare(): void
}

export function criterion(table: TrialTable, groups: readonly Group[], split: Split, { bandwidth, below, above }: Preset): Criterion {
  const good = groups.map((group) => mixture(table, group, { bandwidth, ramp: below === "ramp" }))
  const poor = groups.map((group) => mixture(table, group, { bandwidth, ramp: above === "ramp" }))
  const side = new Map<number, boolean>()

  function each(row: number, sides: readonly Mixture[], act: (mixture: Mixture) => void): void {
    for (const group of groups) if (table.has(row, group)) act(sides[group.index]!)
  }

  function apply({ row, good: now }: { row: number; good: boolean }): void {
    const was = side.get(row)
    if (was === now) return
    if (was !== undefined) each(row, was ? good : poor, (m) => m.drop(row))
    each(row, now ? good : poor, (m) => m.add(row))
    side.set(row, now)
  }

  /** Weights by lead over the best poor trial; uniform when a good one has no loss to compare. */
  function byLead(rows: readonly number[]): readonly number[] {
    const losses = [split.rival?.(), ...rows].map((row) =>
      row === undefined || table.quality[row]?.rank !== 0 ? NaN : table.quality[row].first,
    )
    return improvementWeights(losses.slice(1), losses[0]!)
  }

  return {
    split,
    good,
    poor,
    place: (row) => split.place(row).forEach(apply),
    hold: (row) => each(row, poor, (m) => m.add(row)),
    letGo: (row) => each(row, poor, (m) => m.drop(row)),
    prepare() {
      split.settle().forEach(apply)
      for (const m of good) m.prepare(below === "improvement" ? byLead : undefined)
      for (const m of poor) m.prepare()
    },
  }
}
