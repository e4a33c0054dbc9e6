import { showNumber } from "../words/show-value.ts"
import type { DrawnAxis } from "./drawn-option.ts"

/** An axis in characters: where values stand from 0 to 1, and what is written beside it. */
export interface TextAxis {
  place(value: number): number
  readonly ticks: readonly { readonly place: number; readonly text: string }[]
  readonly name: string
}

/** The axis over the values that are drawn along it, with about `count` marks. */
export function textAxis(axis: DrawnAxis, values: readonly number[], count: number): TextAxis {
  const name = axis.name ?? ""
  if (axis.type === "category") return { ...categories(axis), name }
  const [low, high] = extentOf(axis, values)
  const log = axis.type === "log" && low > 0
  const warp = (value: number): number => (log ? Math.log(value) : value)
  const width = warp(high) - warp(low)
  const place = (value: number): number => {
    const at = (warp(value) - warp(low)) / width
    return axis.inverse === true ? 1 - at : at
  }
  const custom = axis.axisLabel?.customValues
  const marks = custom ?? Array.from({ length: count }, (_, i) => at(low, high, i / (count - 1), log))
  const ticks =
    axis.axisLabel?.show === false || axis.show === false ? [] : marks.map((value) => ({ place: place(value), text: textOf(axis, value) }))
  return { place, name, ticks: ticks.filter((tick) => tick.place > -0.01 && tick.place < 1.01) }
}

const at = (low: number, high: number, share: number, log: boolean): number =>
  log ? Math.exp(Math.log(low) + share * (Math.log(high) - Math.log(low))) : low + share * (high - low)

/** The ends of an axis: as it says, else those of the values; never the same, so that all values have a place. */
function extentOf(axis: DrawnAxis, values: readonly number[]): readonly [number, number] {
  const usable = values.filter((value) => Number.isFinite(value) && (axis.type !== "log" || value > 0))
  const min = usable.reduce((a, b) => Math.min(a, b), Infinity)
  const max = usable.reduce((a, b) => Math.max(a, b), -Infinity)
  const seen = min <= max ? { min, max } : { min: 0, max: 1 }
  const end = (given: DrawnAxis["min"], own: number): number => {
    const value = typeof given === "function" ? given(seen) : given
    return typeof value === "number" && Number.isFinite(value) ? value : own
  }
  const [low, high] = [end(axis.min, seen.min), end(axis.max, seen.max)]
  if (low < high) return [low, high]
  if (axis.type === "log") return [low / 2, low * 2]
  return axis.min === undefined ? [low - 0.5, low + 0.5] : [low, low + 1]
}

function categories({ data = [], inverse }: DrawnAxis): Omit<TextAxis, "name"> {
  const count = Math.max(1, data.length)
  const place = (value: number): number => (inverse === true ? 1 - (value + 0.5) / count : (value + 0.5) / count)
  return { place, ticks: data.map((text, i) => ({ place: place(i), text: String(text) })) }
}

function textOf({ type, axisLabel }: DrawnAxis, value: number): string {
  if (type === "time") return new Date(value).toISOString().slice(11, 19)
  const written = axisLabel?.formatter
  if (typeof written === "function") return String((written as (value: number) => unknown)(value))
  return showNumber(Number(value.toPrecision(3)))
}
