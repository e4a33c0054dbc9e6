import type { Look } from "../look.ts"

/** How many colours a ramp is drawn with: lines of one colour are one path. */
export const rampSteps = 24

/**
 * Colours from the worst to the best value: cividis, with its far end away from the page's own colour, so that the best stand out most in any
 * theme. The palest part is left out on a light page.
 */
export function rampOf({ values, surface }: Pick<Look, "values" | "surface">): readonly string[] {
  const stops = isLight(surface) ? values.slice(0, -2).reverse() : values.slice(2)
  return Array.from({ length: rampSteps }, (_, i) => mixed(stops, i / (rampSteps - 1)))
}

function mixed(stops: readonly string[], share: number): string {
  const at = share * (stops.length - 1)
  const k = Math.min(stops.length - 2, Math.floor(at))
  const [from, to] = [partsOf(stops[k]!), partsOf(stops[k + 1]!)]
  return `#${from
    .map((part, i) =>
      Math.round(part + (at - k) * (to[i]! - part))
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`
}

const partsOf = (colour: string): readonly number[] => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16))

const isLight = (surface: string): boolean => {
  const [r = 255, g = 255, b = 255] = partsOf(surface).map((part) => (Number.isNaN(part) ? 255 : part))
  return 0.3 * r + 0.59 * g + 0.11 * b > 128
}
