import type { CurveLine } from "@diapason/figures"

/** A place in the picture: a step, a value, and how far from it (in values) a line may be. */
interface Place {
  readonly x: number
  readonly y: number
  readonly within: number
}

/** The line that passes closest above or below a place; undefined where none is near. */
export function nearestLine(lines: readonly CurveLine[], { x, y, within }: Place): CurveLine | undefined {
  let [best, least] = [undefined as CurveLine | undefined, within]
  for (const line of lines) {
    const value = heightAt(line, x)
    const far = Math.abs(value - y)
    if (far <= least) [best, least] = [line, far]
  }
  return best
}

/** The height of a line at a step, between two reports on the way from one to the other; NaN beside it. */
function heightAt({ steps, values }: CurveLine, x: number): number {
  if (steps.length === 1) return Math.abs(steps[0]! - x) <= 0.5 ? values[0]! : NaN
  if (x < steps[0]! || x > steps.at(-1)!) return NaN
  let [low, high] = [0, steps.length - 1]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (steps[middle]! <= x) low = middle
    else high = middle
  }
  const share = (x - steps[low]!) / (steps[high]! - steps[low]! || 1)
  return values[low]! + (values[high]! - values[low]!) * share
}
