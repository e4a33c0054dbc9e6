/**
 * The normal kernels of one mixture on one axis, by slot: centre, width and normaliser. A width follows the gaps between all
 * observations of the mixture, kept or not; it is looked up again only when a neighbour came or went, and computed again only when
 * it changed. O(log n) per change.
 */
import type { Axis } from "./axis.ts"
import { clipWidth, type Bandwidth } from "./bandwidth.ts"
import { logCutPeak } from "./kernel.ts"
import { noRow, priorRow, type Slots } from "./slots.ts"
import { sortedRows } from "./sorted-rows.ts"
import type { TrialTable } from "./trial-table.ts"

interface NormalKernels {
  /** By slot. */
  readonly mu: Float64Array
  readonly sigma: Float64Array
  /** 1/sigma. */
  readonly inverse: Float64Array
  /** ln density at the centre. */
  readonly peak: Float64Array
  /** An observation came into the mixture, kept or not. */
  add(row: number): void
  drop(row: number): void
  /** A row became the kernel of a slot. */
  enter(slot: number, row: number): void
  /** Brings widths up to date for `n` observations; `changed` hears of each slot whose kernel is another one now. */
  refresh(n: number, changed: (slot: number) => void): void
}

export function normalKernels(table: TrialTable, axis: Axis, bandwidth: Bandwidth, slots: Slots): NormalKernels {
  const unit = (row: number): number => (row === priorRow ? 0.5 : table.unit(row, axis.column))
  const age = (row: number): number => (row === priorRow ? -1 : table.number[row]!)
  const centres = sortedRows(unit, (a, b) => age(a) - age(b))
  let mu = Float64Array.of(0.5)
  let sigma = Float64Array.of(NaN)
  let inverse = Float64Array.of(NaN)
  let peak = Float64Array.of(NaN)
  let gap = Float64Array.of(1)
  if (bandwidth.priorAmongCentres) centres.insert(priorRow)

  function touch(row: number | undefined): void {
    const slot = row === undefined ? undefined : slots.of(row)
    if (slot !== undefined) gap[slot] = NaN
  }

  function measure(row: number): number {
    const place = centres.place(row)
    const left = centres.at(place - 1)
    const right = centres.at(place + 1)
    return bandwidth.gap(left === undefined ? left : unit(left), unit(row), right === undefined ? right : unit(right))
  }

  function grow(length: number): void {
    mu = longer(mu, length)
    sigma = longer(sigma, length)
    inverse = longer(inverse, length)
    peak = longer(peak, length)
    gap = longer(gap, length)
  }

  return {
    get mu() {
      return mu
    },
    get sigma() {
      return sigma
    },
    get inverse() {
      return inverse
    },
    get peak() {
      return peak
    },
    add(row) {
      centres.insert(row)
      const place = centres.place(row)
      touch(centres.at(place - 1))
      touch(centres.at(place + 1))
    },
    drop(row) {
      const place = centres.place(row)
      centres.remove(row)
      touch(centres.at(place - 1))
      touch(centres.at(place))
    },
    enter(slot, row) {
      if (slot >= mu.length) grow(slot * 2)
      mu[slot] = unit(row)
      gap[slot] = sigma[slot] = NaN
    },
    refresh(n, changed) {
      const floor = bandwidth.floor(n)
      const { row, size } = slots
      for (let slot = 0; slot < size; slot++) {
        if (row[slot] === noRow) continue
        if (gap[slot] !== gap[slot]) gap[slot] = measure(row[slot]!)
        const width = clipWidth(gap[slot]!, floor)
        if (width === sigma[slot]) continue
        sigma[slot] = width
        inverse[slot] = 1 / width
        peak[slot] = logCutPeak(mu[slot]!, width)
        changed(slot)
      }
    },
  }
}

/** A copy with room for more. */
export function longer(values: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  const copy = new Float64Array(length)
  copy.set(values)
  return copy
}
