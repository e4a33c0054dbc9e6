import { useEffect, useRef } from "react"
import { useTheme } from "../../app/theme.ts"
import { lookOf } from "../../charts/look.ts"
import { type Axis, type Lines, rampOf, rampSteps } from "@diapason/figures"
import { showRange } from "../show-range.ts"
import { useWidth } from "../use-width.ts"
import { rangeOf, stretchOf } from "./range-edit.ts"
import { useBrushes } from "./use-brushes.ts"
import type { Parallel } from "./use-parallel.ts"

interface StripsProps {
  readonly parallel: Parallel
  readonly focus: Lines
}

/** For a phone: one strip a parameter, a stroke where each kept trial stands, and two handles for a range. */
export function ParallelStrips({ parallel, focus }: StripsProps) {
  return (
    <div className="strips">
      {parallel.axes.map((axis, k) => (
        <Strip key={axis.title} axis={axis} places={parallel.places[k]!} shades={parallel.shades} focus={focus} />
      ))}
    </div>
  )
}

interface StripProps {
  readonly axis: Axis
  readonly places: Float32Array
  readonly shades: Float32Array
  readonly focus: Lines
}

function Strip({ axis, places, shades, focus }: StripProps) {
  const place = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const width = useWidth(place)
  const { shown } = useTheme()
  const [brushes, write] = useBrushes()
  const { name } = axis.column
  const range = brushes.get(name)?.[0]
  const [from, to] = range === undefined ? [0, 1] : stretchOf(axis, range)
  useEffect(() => {
    const element = canvas.current!
    const look = lookOf(element)
    const ratio = Math.min(2, window.devicePixelRatio || 1)
    ;[element.width, element.height] = [width * ratio, high * ratio]
    const pen = element.getContext("2d")!
    pen.setTransform(ratio, 0, 0, ratio, 0, 0)
    const ramp = rampOf(look)
    for (const trial of [...focus.trials].sort((a, b) => (shades[a] || 0) - (shades[b] || 0))) {
      const [at, shade] = [places[trial]!, shades[trial]!]
      if (at !== at) continue
      pen.fillStyle = shade === shade ? ramp[Math.min(rampSteps - 1, Math.floor(shade * rampSteps))]! : look.faint
      pen.fillRect(Math.round(at * (width - 2)), 2, 2, high - 4)
    }
  }, [width, places, shades, focus, shown])
  const set = (end: 0 | 1, value: number): void => {
    const next = end === 0 ? ([Math.min(value, to), to] as const) : ([from, Math.max(value, from)] as const)
    write(name, next[0] <= 0 && next[1] >= 1 ? [] : [rangeOf(axis, next)], true)
  }
  return (
    <div className="strip" role="group" aria-label={axis.title}>
      <p>
        <strong>{axis.title}</strong>
        <span>{range === undefined ? "all" : showRange(axis.column, range)}</span>
      </p>
      <div ref={place} className="strip-picture">
        <canvas ref={canvas} style={{ width, height: high }} aria-hidden="true" />
        {range !== undefined && <span className="strip-range" style={{ left: `${100 * from}%`, width: `${100 * (to - from)}%` }} />}
      </div>
      {axis.brushes && (
        <div className="strip-ends">
          {([0, 1] as const).map((end) => (
            <input
              key={end}
              type="range"
              min={0}
              max={1}
              step={axis.words === undefined ? 0.01 : 0.5 / axis.words}
              value={end === 0 ? from : to}
              aria-label={`${axis.title}, ${end === 0 ? "low" : "high"} end of what is kept`}
              aria-valuetext={range === undefined ? "all" : showRange(axis.column, range)}
              onChange={(event) => set(end, Number(event.target.value))}
            />
          ))}
        </div>
      )}
    </div>
  )
}

const high = 34
