import type { BaselineTrial } from "@diapason/views"
import { heightAt, strokeTrials, type Geometry } from "./paint-lines.ts"

/** Draws the lines of the baselines, dashed, with the square of baselines on each axis. */
export function paintBaselines(
  pen: CanvasRenderingContext2D,
  geometry: Geometry,
  standings: Parameters<typeof strokeTrials>[2],
  baselines: readonly BaselineTrial[],
  colour: string,
): void {
  if (baselines.length === 0) return
  pen.strokeStyle = colour
  pen.lineWidth = 1.8
  pen.setLineDash([6, 4])
  strokeTrials(
    pen,
    geometry,
    standings,
    baselines.map(({ trial }) => trial),
  )
  pen.setLineDash([])
  for (const { trial } of baselines)
    for (const [k, standing] of standings.entries())
      pen.strokeRect(geometry.xs[k]! - half, heightAt(standing, geometry, trial) - half, 2 * half, 2 * half)
}

/** Of a square's side, in pixels. */
const half = 4
