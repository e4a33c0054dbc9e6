import { toUnit } from "@diapason/core"
import type { Evidence } from "@diapason/algorithms"
import { columnNamed, type TrialTable } from "@diapason/views"
import type { Look } from "../look.ts"
import { axisOf } from "../space/parallel/axis.ts"
import { placeAxis } from "../space/place-axis.ts"

type Feature = Evidence["features"][number]

/** Where a coordinate as in `Evidence.units` stands on an axis from 0 to 1. */
export const placeOf = ({ levels }: Feature, unit: number): number => (levels > 0 ? (unit + 0.5) / levels : unit)

/** The axis of a parameter, marked at its own values. */
export function axisOfFeature(table: TrialTable, { name, parameter, levels }: Feature, look: Look, more: object = {}): object {
  const { ticks, value } = axisOf(columnNamed(table, name)!, table.size, "linear")
  // A range of integers has half a step of room at its ends, which the axis of the values has not.
  const placed = ticks.map(({ place, text }) => ({
    text,
    place: levels > 0 || parameter.kind !== "int" ? place : toUnit(parameter, value(place)),
  }))
  return placeAxis(placed, look, {
    min: -0.03,
    max: 1.03,
    name,
    nameLocation: "middle",
    nameTextStyle: { color: look.text, fontWeight: 600, fontSize: 12 },
    ...more,
  })
}
