import type { Range } from "../../selection/brushes.ts"
import type { Axis } from "@diapason/figures"

/** A stretch of an axis, 0..1, low end first. */
export type Stretch = readonly [from: number, to: number]

/** Which part of a range is moved. */
export type RangePart = "low" | "high" | "whole"

/** Where a range stands on its axis, within 0..1. */
export function stretchOf({ words, place }: Axis, [low, high]: Range): Stretch {
  if (words !== undefined) return [within(low / words), within((high + 1) / words)]
  const at = (value: number): number => (value === Infinity ? 1 : value === -Infinity ? 0 : within(place(value)))
  return [at(low), at(high)]
}

/**
 * The range that a stretch means: of a category the words whose middle lies inside (at least the nearest one), of a number the values at both
 * ends; at the end of a metric's axis it is open, so that outliers, which stand there, are inside.
 */
export function rangeOf(axis: Axis, stretch: Stretch): Range {
  const [from, to] = [within(Math.min(...stretch)), within(Math.max(...stretch))]
  if (axis.words !== undefined) {
    const [low, high] = [Math.max(0, Math.ceil(from * axis.words - 0.5)), Math.floor(to * axis.words - 0.5)]
    return low <= high ? [low, high] : [axis.value((from + to) / 2), axis.value((from + to) / 2)]
  }
  const open = axis.column.kind !== "parameter"
  return [from <= 0 && open ? -Infinity : axis.value(from), to >= 1 && open ? Infinity : axis.value(to)]
}

/** A stretch with one part moved by a share of the axis; it keeps its length when it is moved as a whole, and never turns over. */
export function movedStretch([from, to]: Stretch, part: RangePart, by: number): Stretch {
  if (part === "low") return [Math.min(within(from + by), to), to]
  if (part === "high") return [from, Math.max(within(to + by), from)]
  const shift = Math.max(-from, Math.min(1 - to, by))
  return [from + shift, to + shift]
}

/** A range with one part moved by a share of its axis; the other end stays exactly as it is. */
export function movedRange(axis: Axis, range: Range, part: RangePart, by: number): Range {
  const next = rangeOf(axis, movedStretch(stretchOf(axis, range), part, by))
  return part === "low" ? [next[0], Math.max(next[0], range[1])] : part === "high" ? [Math.min(range[0], next[1]), next[1]] : next
}

/** How far an arrow key moves: one word of a category, a hundredth of other axes; with the page keys ten of these. */
export const keyStep = ({ words }: Axis, large: boolean): number => (words === undefined ? 0.01 : 1 / words) * (large ? 10 : 1)

const within = (place: number): number => Math.max(0, Math.min(1, place))
