import { columnNamed, effectsOf, objectiveLosses, type Effects } from "@diapason/views"
import { useMemo, useState } from "react"
import type { StudyView } from "../../panels/study-view.ts"
import { type Axis, axisColumns, axisOf, type MetricScale, placesOf } from "@diapason/figures"
import { stepColumn } from "./step-column.ts"

/** Everything that is drawn of a study as parallel axes, made anew only where the table or a choice has changed. */
export interface Parallel {
  readonly axes: readonly Axis[]
  /** By axis: where each trial stands. */
  readonly places: readonly Float32Array[]
  readonly flipped: ReadonlySet<string>
  /** By trial 0..1, the best 1: the rank of the first objective. NaN for those without one. */
  readonly goodness: Float32Array
  readonly colour: Axis
  /** By trial 0..1, what its colour is. */
  readonly shades: Float32Array
  readonly effects: Effects | undefined
  readonly scale: MetricScale
  readonly only: boolean
}

/** Reads `axes`, `flip`, `scale`, `colour`, `step` and `only` of the address. */
export function useParallel({ board, choices: address, mask }: StudyView, usual?: readonly string[]): Parallel {
  const { table, ledger } = board
  const { objectives } = ledger.definition
  const main = objectives[0]!
  const losses = useMemo(() => objectiveLosses(table, main), [table, main])
  // Once, when the page is opened: axes that change places by themselves would move what is under the pointer.
  const [effects] = useState(() => effectsOf(table, losses))
  const scale = scaleOf(address["scale"])
  const only = address["only"] === "1"
  const among = only ? mask : undefined
  const step = address["step"] === undefined ? undefined : Number(address["step"])
  const names = objectives.map(({ metric }) => metric)
  const columns = axisColumns(table, names, usual === undefined ? address["axes"] : (address["axes"] ?? usual.join()), effects)
  const axes = useMemo(() => {
    const own = columns.map((column) => axisOf(column, table.size, scale, among))
    return step === undefined
      ? own
      : [...own, { ...axisOf(stepColumn(board, main.metric, step), table.size, scale, among), brushes: false }]
  }, [table, scale, among, step, columns.map(({ name }) => name).join()])
  const places = useMemo(() => axes.map((axis) => placesOf(axis, table.size)), [axes])
  const goodness = useMemo(
    () => turned(placesOf(rankOf(board.table, main.metric, table.size), table.size), main.direction === "minimize"),
    [losses],
  )
  const colour = useMemo(
    () => axisOf(columnNamed(table, String(address["colour"] ?? main.metric)) ?? columnNamed(table, main.metric)!, table.size, "rank"),
    [table, address["colour"]],
  )
  const shades = useMemo(() => {
    const objective = objectives.find(({ metric }) => metric === colour.column.name)
    return turned(placesOf(colour, table.size), objective?.direction === "minimize")
  }, [colour])
  const flipped = useMemo(() => new Set(String(address["flip"] ?? "").split(",")), [address["flip"]])
  return { axes, places, flipped, goodness, colour, shades, effects, scale, only }
}

const scaleOf = (text: string | number | undefined): MetricScale => (text === "log" || text === "rank" ? text : "linear")

const rankOf = (table: Parameters<typeof columnNamed>[0], name: string, size: number): Axis =>
  axisOf(columnNamed(table, name)!, size, "rank")

/** Low values are good where less is better. */
const turned = (places: Float32Array, turn: boolean): Float32Array => (turn ? places.map((place) => 1 - place) : places)
