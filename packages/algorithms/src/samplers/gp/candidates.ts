/** The points that a search for the best begins with: some near the best trials, the rest spread over the cube. */
import { sobolPoint, type Rng } from "@diapason/math"
import { placeAt, unitsOf, type Cube, type Place } from "./cube.ts"
import type { Seen } from "./history.ts"

interface Wanted {
  /** Spread over the cube. */
  readonly spread: number
  /** Around each of the leaders. */
  readonly around: number
  readonly lengths: Float64Array
}

/** The leaders themselves come first. */
export function candidates(
  cube: Cube,
  leaders: readonly Pick<Seen, "flat" | "row">[],
  { spread, around, lengths }: Wanted,
  rng: Rng,
): Place[] {
  const places = leaders.map(({ flat, row }) =>
    placeAt(
      cube,
      unitsOf(cube, flat, row, () => rng.uniform()),
    ),
  )
  for (const leader of [...places]) for (let k = 0; k < around; k++) places.push(placeAt(cube, varied(cube, leader, lengths, rng)))
  const seed = rng.uint32()
  for (let i = 0; i < spread; i++) places.push(placeAt(cube, sobolPoint(i, cube.space.parameters.length, seed)))
  return places
}

/** Some coordinates move, at least one: a number by a tenth of its length scale and more, a category to any level. */
function varied({ columns }: Cube, { units }: Place, lengths: Float64Array, rng: Rng): Float64Array {
  const to = units.slice()
  const share = Math.max(rng.uniform(), 1 / columns.length)
  const certain = rng.below(columns.length)
  const reach = reaches[rng.below(reaches.length)]!
  for (const [c, { index, kind }] of columns.entries()) {
    if (c !== certain && rng.uniform() >= share) continue
    if (kind === "category") to[index] = rng.uniform()
    else to[index] = Math.max(0, Math.min(1, to[index]! + reach * Math.min(1, lengths[c]!) * rng.normal()))
  }
  return to
}

const reaches = [0.01, 0.1, 0.3]
