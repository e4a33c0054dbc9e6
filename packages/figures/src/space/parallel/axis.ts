import type { Column } from "@diapason/views"
import { robustRange } from "../../curves/robust-range.ts"
import { categoryScale, linearScale, logScale, rankScale, reverseLogScale, type Scale } from "./scale.ts"

/** How the values of a metric stand on an axis. */
export type MetricScale = "linear" | "log" | "rank"

/** A column as an axis. */
export interface Axis extends Scale {
  readonly column: Column
  readonly title: string
  /** Of a category how many words it has. */
  readonly words?: number
  /** How many values lie beyond the ends and are drawn at them. */
  readonly beyond: number
  /** Its ranges live in the choices under the name of its column. */
  readonly brushes: boolean
}

/**
 * The axis of a column: parameters on the scale and between the ends of the space, metrics between the ends of what was seen without
 * outliers, on the scale that was chosen. `only` leaves all but some trials out of the ends.
 */
export function axisOf(column: Column, size: number, scale: MetricScale, only?: Uint8Array): Axis {
  const common = { column, title: column.name, beyond: 0, brushes: true }
  if (column.words !== undefined) return { ...common, ...categoryScale(column.words), words: column.words.length }
  if (column.kind === "parameter" && only === undefined && column.low !== undefined && column.high !== undefined)
    return { ...common, ...parameterScale(column, column.low, column.high) }
  const seen = column.values.slice(0, size).filter((value, n) => Number.isFinite(value) && (only === undefined || only[n] === 1))
  if (column.kind !== "parameter" && scale === "rank") return { ...common, ...rankScale(seen.sort()) }
  const { low, high, hidden } = robustRange(seen as ArrayLike<number> as readonly number[]) ?? { low: 0, high: 1, hidden: 0 }
  if (column.kind === "parameter") return { ...common, ...parameterScale(column, seen.reduce(least, high), seen.reduce(most, low)) }
  return { ...common, ...(scale === "log" ? logScale(low, high) : linearScale(low, high)), beyond: hidden }
}

const least = (a: number, b: number): number => Math.min(a, b)
const most = (a: number, b: number): number => Math.max(a, b)

const parameterScale = ({ scale }: Column, low: number, high: number): Scale =>
  scale === "log" ? logScale(low, high) : scale === "reverse-log" && high < 1 ? reverseLogScale(low, high) : linearScale(low, high)

/** Where each trial stands on an axis, 0..1; NaN where it has no value. Values beyond the ends stand at them. */
export function placesOf({ column: { values }, place }: Axis, size: number): Float32Array {
  const places = new Float32Array(size)
  for (let n = 0; n < size; n++) {
    const at = place(values[n]!)
    places[n] = at < 0 ? 0 : at > 1 ? 1 : at
  }
  return places
}
