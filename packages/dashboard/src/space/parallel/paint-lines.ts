/** Where axes stand in a picture, in CSS pixels. */
export interface Geometry {
  /** By axis, left to right. */
  readonly xs: readonly number[]
  readonly top: number
  readonly bottom: number
  /** Where lines of trials without a value pass. */
  readonly lane: number
}

/** Where trials stand on one axis, and whether its low end is on top. */
interface Standing {
  readonly places: Float32Array
  readonly flipped: boolean
}

/** How high a trial passes an axis. */
export function heightAt({ places, flipped }: Standing, { top, bottom, lane }: Geometry, trial: number): number {
  const place = places[trial]!
  if (place !== place) return lane
  return flipped ? top + place * (bottom - top) : bottom - place * (bottom - top)
}

/** What a painter needs of a canvas. */
type Pen = Pick<CanvasRenderingContext2D, "beginPath" | "moveTo" | "lineTo" | "stroke" | "strokeStyle" | "globalAlpha" | "lineWidth">

/**
 * Draws one line a trial. Trials are drawn by colour, the first colour first and so below the others: `shades` is by trial, 0..1, NaN for
 * `missing`. Lines of one colour are one path.
 */
export function paintLines(
  pen: Pen,
  geometry: Geometry,
  standings: readonly Standing[],
  trials: Int32Array,
  shades: Float32Array,
  colours: readonly string[],
  missing: string,
): void {
  const last = colours.length - 1
  const shadeOf = (trial: number): number => {
    const shade = shades[trial]!
    return shade === shade ? Math.min(last, Math.floor(shade * colours.length)) : -1
  }
  const byShade = new Map<number, number[]>()
  for (const trial of trials) {
    const shade = shadeOf(trial)
    const group = byShade.get(shade)
    if (group === undefined) byShade.set(shade, [trial])
    else group.push(trial)
  }
  for (const [shade, group] of [...byShade].sort((a, b) => a[0] - b[0])) {
    pen.strokeStyle = shade < 0 ? missing : colours[shade]!
    strokeTrials(pen, geometry, standings, group)
  }
}

/** Draws lines of one colour, which the pen has already. */
export function strokeTrials(pen: Pen, geometry: Geometry, standings: readonly Standing[], trials: ArrayLike<number>): void {
  pen.beginPath()
  for (let i = 0; i < trials.length; i++)
    for (let k = 0; k < standings.length; k++) {
      const y = heightAt(standings[k]!, geometry, trials[i]!)
      if (k === 0) pen.moveTo(geometry.xs[0]!, y)
      else pen.lineTo(geometry.xs[k]!, y)
    }
  pen.stroke()
}

/** The trial whose line passes nearest to a point, within some pixels; the last drawn of equals. Undefined where none does. */
export function lineNear(
  geometry: Geometry,
  standings: readonly Standing[],
  trials: Int32Array,
  x: number,
  y: number,
  within = 6,
): number | undefined {
  const right = geometry.xs.findIndex((at) => at >= x)
  if (right < 1) return undefined
  const [x0, x1] = [geometry.xs[right - 1]!, geometry.xs[right]!]
  const share = x1 > x0 ? (x - x0) / (x1 - x0) : 0
  let near: number | undefined
  let least = within
  for (const trial of trials) {
    const y0 = heightAt(standings[right - 1]!, geometry, trial)
    const y1 = heightAt(standings[right]!, geometry, trial)
    const gap = Math.abs(y0 + share * (y1 - y0) - y) / Math.sqrt(1 + ((y1 - y0) / Math.max(1, x1 - x0)) ** 2)
    if (gap <= least) [near, least] = [trial, gap]
  }
  return near
}

/** Shades of a column that is a category: each word its own colour. */
export const wordShades = (values: Float64Array, size: number, colours: number): Float32Array =>
  Float32Array.from({ length: size }, (_, n) => (values[n]! === values[n]! ? ((values[n]! % colours) + 0.5) / colours : NaN))
