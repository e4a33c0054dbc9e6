/** How near trials are to a place, 0..1: pictures of a model fade where it has nothing to go by. */
import type { Evidence } from "../importance/evidence.ts"

/** In one coordinate: 1 where a trial is, 0 from a tenth of the range on. Of a choice, whether the value was tried. */
export function supportAlong({ units, features }: Evidence, feature: number): (unit: number) => number {
  const d = features.length
  const column = Float64Array.from({ length: units.length / d }, (_, i) => units[i * d + feature]!).filter((unit) => unit === unit)
  const isChoice = features[feature]!.levels > 0
  return (unit) => column.reduce((most, tried) => Math.max(most, nearness(gapOf(isChoice, tried, unit))), 0)
}

/** In two coordinates at once. */
export function supportOver({ units, features }: Evidence, first: number, second: number): (u: number, v: number) => number {
  const d = features.length
  const [across, up] = [features[first]!.levels > 0, features[second]!.levels > 0]
  return (u, v) => {
    let most = 0
    for (let from = 0; from < units.length; from += d) {
      const [a, b] = [gapOf(across, units[from + first]!, u), gapOf(up, units[from + second]!, v)]
      const near = nearness(Math.sqrt(a * a + b * b))
      if (near > most) most = near
    }
    return most
  }
}

const gapOf = (isChoice: boolean, tried: number, unit: number): number =>
  isChoice ? (tried === unit ? 0 : Infinity) : Math.abs(tried - unit)

/** NaN is nowhere near. */
const nearness = (gap: number): number => (gap < reach ? 1 - gap / reach : 0)

const reach = 0.1
