import { useNavigate } from "@tanstack/react-router"
import { useEffect, useMemo, useRef, useState, type PointerEvent } from "react"
import { useTheme } from "../../app/theme.ts"
import { BaselineLegend } from "../../charts/baseline-legend.tsx"
import { lookOf } from "../../charts/look.ts"
import { type Lines, rampOf, shownBaselines } from "@diapason/figures"
import { useStudyName } from "../../live/use-study.ts"
import { useView } from "../../panels/view-context.ts"
import { useWidth } from "../use-width.ts"
import { AxisColumn } from "./axis-column.tsx"
import { lineNear, paintLines, strokeTrials, wordShades, type Geometry } from "./paint-lines.ts"
import { paintBaselines } from "./paint-baselines.ts"
import type { Parallel } from "./use-parallel.ts"

interface PlotProps {
  readonly parallel: Parallel
  readonly focus: Lines
  readonly rest: Lines
  readonly summary: string
}

/** The axes side by side, with the lines between them on a canvas and everything that can be touched above it. */
export function ParallelPlot({ parallel, focus, rest, summary }: PlotProps) {
  const place = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const width = Math.max(useWidth(place), parallel.axes.length * leastGap + 2 * side)
  const [near, setNear] = useState<number>()
  const { shown } = useTheme()
  const study = useStudyName()
  const navigate = useNavigate()
  const view = useView()
  const { board } = view
  const baselines = useMemo(() => shownBaselines(view).slice(0, mostBaselines), [view])
  const { axes, places, flipped } = parallel
  const geometry = useMemo(() => geometryOf(width, axes.length), [width, axes.length])
  const standings = useMemo(
    () => axes.map(({ column }, k) => ({ places: places[k]!, flipped: flipped.has(column.name) })),
    [axes, places, flipped],
  )
  const lane = useMemo(() => places.some((of) => focus.trials.some((n) => of[n]! !== of[n]!)), [places, focus])
  useEffect(() => {
    const pen = sized(canvas.current!, width, height)
    const look = lookOf(canvas.current!)
    const words = parallel.colour.words !== undefined
    const colours = words ? look.categories : rampOf(look)
    const shades = words ? wordShades(parallel.colour.column.values, board.table.size, colours.length) : parallel.shades
    pen.lineWidth = 1
    pen.globalAlpha = rest.trials.length > 300 ? 0.22 : 0.4
    pen.strokeStyle = look.faint
    if (!parallel.only) strokeTrials(pen, geometry, standings, rest.trials)
    pen.globalAlpha = focus.trials.length > 1000 ? 0.28 : focus.trials.length > 300 ? 0.55 : 0.85
    pen.lineWidth = focus.trials.length > 150 ? 1 : 1.5
    paintLines(pen, geometry, standings, focus.trials, shades, colours, look.faint)
    pen.globalAlpha = 1
    paintBaselines(
      pen,
      geometry,
      standings,
      baselines.filter(({ trial }) => !parallel.only || focus.trials.includes(trial)),
      look.text,
    )
    if (near === undefined) return
    pen.lineWidth = 2.5
    pen.strokeStyle = look.accent
    strokeTrials(pen, geometry, standings, [near])
  }, [width, geometry, standings, focus, rest, parallel, near, shown, baselines])
  const find = (event: PointerEvent<HTMLElement>): void => {
    const box = event.currentTarget.getBoundingClientRect()
    setNear(lineNear(geometry, standings, focus.trials, event.clientX - box.left, event.clientY - box.top))
  }
  const open = (): void => {
    if (near !== undefined) void navigate({ to: "/s/$study/trials/$trial", params: { study, trial: String(near) }, search: true as never })
  }
  return (
    <div ref={place} className="parallel" tabIndex={-1}>
      <div className="parallel-inner" style={{ width, height }}>
        <figure
          className={near === undefined ? "parallel-lines" : "parallel-lines on-line"}
          role="img"
          aria-label={summary}
          onPointerMove={find}
          onPointerLeave={() => setNear(undefined)}
          onClick={open}
        >
          <canvas ref={canvas} style={{ width, height }} />
        </figure>
        {axes.map((axis, k) => (
          <AxisColumn
            key={axis.title}
            axis={axis}
            parallel={parallel}
            x={geometry.xs[k]!}
            gap={gapOf(width, axes.length)}
            geometry={geometry}
          />
        ))}
        {lane && (
          <span className="lane" style={{ top: geometry.lane }} aria-hidden="true">
            <span>n/a</span>
          </span>
        )}
        {near !== undefined && (
          <p className="line-says" aria-hidden="true">
            #{near}
            {parallel.goodness[near]! === parallel.goodness[near]! && ` · better than ${Math.floor(100 * parallel.goodness[near]!)} %`} ·
            click opens it
          </p>
        )}
      </div>
      <BaselineLegend baselines={baselines} />
    </div>
  )
}

const height = 370
/** More dashed lines would hide the others. */
const mostBaselines = 4
const side = 62
const leastGap = 84

const gapOf = (width: number, axes: number): number => (axes > 1 ? (width - 2 * side) / (axes - 1) : width - 2 * side)

const geometryOf = (width: number, axes: number): Geometry => ({
  xs: Array.from({ length: axes }, (_, k) => Math.round(side + k * gapOf(width, axes)) + 0.5),
  top: 46,
  bottom: height - 44,
  lane: height - 18,
})

/** The pen of a canvas that is as sharp as the screen. */
function sized(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D {
  const ratio = Math.min(2, window.devicePixelRatio || 1)
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)]
  if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h]
  const pen = canvas.getContext("2d")!
  pen.setTransform(ratio, 0, 0, ratio, 0, 0)
  pen.clearRect(0, 0, width, height)
  pen.lineJoin = "round"
  return pen
}
