/** The scale on which most values of a study lie in [0, 1], so that what is believed of curves does not depend on their units. */
import type { Scale } from "./mixture.ts"

/** From the twentieth of the values that are least to the twentieth that are greatest; at most 32 values of each curve are looked at. */
export function sharedScale(curves: readonly { readonly losses: readonly number[] }[]): Scale {
  const values = curves.flatMap(({ losses }) => {
    const stride = Math.ceil(losses.length / 32)
    return losses.filter((_, i) => (losses.length - 1 - i) % stride === 0)
  })
  values.sort((a, b) => a - b)
  const low = values[Math.floor(0.05 * (values.length - 1))]!
  return { low, range: rangeOf(low, values[Math.ceil(0.95 * (values.length - 1))]!) }
}

/** While no curve is complete: a curve's own values fill the middle half. */
export function ownScale(least: number, greatest: number): Scale {
  if (!(least <= greatest)) return { low: 0, range: 1 }
  const range = 2 * rangeOf(least, greatest)
  return { low: least - range / 4, range }
}

/** What is constant is as wide as it is far from 0; what is too small to be squared counts as 0. */
function rangeOf(low: number, high: number): number {
  const size = Math.max(Math.abs(low), Math.abs(high))
  if (size < 1e-150) return 1
  return high - low > 1e-9 * size ? high - low : size
}
