/**
 * The trials a sampler has seen, one row each, as columns: where they lie in the unit cube and how they ended. A row is only
 * ever appended, in the order of arrival; everything that must not depend on arrival sorts by `number`.
 */
import type { Flat, Outcome } from "@diapason/core"
import { hash32 } from "@diapason/math"
import { levelOf, unitOf } from "./axis.ts"
import type { Group } from "./groups.ts"
import { quality, type Quality } from "../quality-order.ts"

export interface TrialTable {
  readonly rows: number
  /** Trial number of a row. */
  readonly number: readonly number[]
  /** Keyed hash of the trial number: chooses which old trials stay in a large mixture. */
  readonly hash: readonly number[]
  /** Unit coordinate of a row on axis `axis.column`; NaN when inactive. */
  unit(row: number, column: number): number
  /** Level of a row on a stepped or categorical axis; −1 when inactive. */
  level(row: number, column: number): number
  /** Whether the row has a value in the domain for each axis of the group. */
  has(row: number, group: Group): boolean
  /** Undefined while the trial is running. */
  readonly outcome: readonly (Outcome | undefined)[]
  readonly quality: readonly (Quality | undefined)[]
  rowOf(number: number): number | undefined
  append(number: number, flat: Flat): number
  finish(row: number, outcome: Outcome): void
}

export function trialTable(groups: readonly Group[], seed: number): TrialTable {
  const width = groups.reduce((sum, group) => sum + group.axes.length, 0)
  const number: number[] = []
  const hash: number[] = []
  const outcome: (Outcome | undefined)[] = []
  const qualities: (Quality | undefined)[] = []
  const rowOf = new Map<number, number>()
  let units = new Float64Array(64 * width)
  let levels = new Int32Array(64 * width)

  function grow(): void {
    const wider = new Float64Array(units.length * 2)
    wider.set(units)
    units = wider
    const longer = new Int32Array(levels.length * 2)
    longer.set(levels)
    levels = longer
  }

  return {
    get rows() {
      return number.length
    },
    number,
    hash,
    outcome,
    quality: qualities,
    unit: (row, column) => units[row * width + column]!,
    level: (row, column) => levels[row * width + column]!,
    has: (row, group) => group.axes.every((axis) => units[row * width + axis.column]! >= 0),
    rowOf: (trial) => rowOf.get(trial),
    append(trial, flat) {
      const row = number.length
      if ((row + 1) * width > units.length) grow()
      for (const group of groups)
        for (const axis of group.axes) {
          const value = flat[axis.parameter.name]
          const u = value === undefined ? NaN : unitOf(axis, value)
          units[row * width + axis.column] = u
          levels[row * width + axis.column] = u >= 0 && axis.kind !== "line" ? levelOf(axis, value!) : -1
        }
      number.push(trial)
      hash.push(hash32(seed, "tpe.thin", trial))
      outcome.push(undefined)
      qualities.push(undefined)
      rowOf.set(trial, row)
      return row
    },
    finish(row, ended) {
      outcome[row] = ended
      qualities[row] = quality(ended)
    },
  }
}
