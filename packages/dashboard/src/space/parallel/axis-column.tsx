import { useState } from "react"
import { Menu } from "../../app/menu.tsx"
import { useAddress } from "../../selection/address.ts"
import type { Range } from "../../selection/brushes.ts"
import { showRange } from "../show-range.ts"
import { type Axis, movedName } from "@diapason/figures"
import type { Geometry } from "./paint-lines.ts"
import { RangeHandles } from "./range-handles.tsx"
import { rangeOf, stretchOf, type Stretch } from "./range-edit.ts"
import { useBrushing } from "./use-brushing.ts"
import { useBrushes } from "./use-brushes.ts"
import { useDragged } from "./use-dragged.ts"
import type { Parallel } from "./use-parallel.ts"

interface AxisProps {
  readonly axis: Axis
  readonly parallel: Parallel
  readonly x: number
  /** Pixels between two axes. */
  readonly gap: number
  readonly geometry: Geometry
}

/** One axis: its name (drag or arrows move it), what can be done with it, its marks, and its ranges with handles. */
export function AxisColumn({ axis, parallel, x, gap, geometry }: AxisProps) {
  const [, change] = useAddress()
  const [brushes, write] = useBrushes()
  const { name } = axis.column
  const ranges = axis.brushes ? (brushes.get(name) ?? []) : []
  const names = parallel.axes.filter(({ brushes: own }) => own).map(({ column }) => column.name)
  const flipped = parallel.flipped.has(name)
  const length = geometry.bottom - geometry.top
  const [drawn, setDrawn] = useState<Stretch>()
  const placeAt = (y: number): number => Math.max(0, Math.min(1, flipped ? (y - geometry.top) / length : (geometry.bottom - y) / length))
  const move = (by: number): void => change({ axes: movedName(names, name, by).join(",") })
  const flips = [...parallel.flipped].filter((one) => one !== "")
  const flip = (): void => change({ flip: (flipped ? flips.filter((one) => one !== name) : [...flips, name]).join(",") })
  const start = useBrushing(placeAt, setDrawn, (stretch) => write(name, [...ranges, rangeOf(axis, stretch)]))
  const heading = useDragged(gap, move)
  const items = [
    { text: "Add a range", run: () => write(name, [...ranges, rangeOf(axis, freeStretch(axis, ranges))]) },
    ...(ranges.length > 0 ? [{ text: "Clear its ranges", run: () => write(name, []) }] : []),
    { text: "Flip", checked: flipped, run: flip },
    { text: "Move left", run: () => move(-1) },
    { text: "Move right", run: () => move(1) },
    ...(names.length > 2 ? [{ text: "Remove", run: () => change({ axes: names.filter((one) => one !== name).join(",") }) }] : []),
  ]
  const tickTop = (place: number): number => (flipped ? geometry.top + place * length : geometry.bottom - place * length)
  return (
    <div role="group" aria-label={`Axis ${axis.title}`} className="axis" style={{ left: x }}>
      <div className="axis-head" style={{ width: Math.min(gap - 4, 150), transform: `translateX(calc(-50% + ${heading.shift}px))` }}>
        <span className="axis-name" title={`${axis.title}: drag to move`} onPointerDown={axis.brushes ? heading.start : undefined}>
          {axis.title}
          {scaleName(axis, parallel.scale) && <span className="axis-scale">{scaleName(axis, parallel.scale)}</span>}
        </span>
        {axis.brushes && <Menu label={`Axis ${axis.title}`} sign="▾" items={items} />}
      </div>
      <span className="axis-line" style={{ top: geometry.top, height: length }} />
      {axis.ticks.map(({ place, text }) => (
        <span key={place} className="axis-tick" style={{ top: tickTop(place), maxWidth: gap - 16 }}>
          {text}
        </span>
      ))}
      {axis.beyond > 0 && (
        <span
          className="axis-beyond"
          style={{ top: (flipped ? geometry.bottom : geometry.top) - 12 }}
          title="Outliers are drawn at the end of the axis"
        >
          +{axis.beyond} beyond
        </span>
      )}
      {axis.brushes && (
        <div
          className="axis-strip"
          style={{ top: geometry.top - 6, height: length + 12 }}
          title="Drag to keep a range; drag again to add another"
          onPointerDown={start}
        />
      )}
      {drawn !== undefined && <span className="axis-drawn" style={boxOf(drawn, tickTop)} />}
      {ranges.map((range, i) => (
        <RangeHandles
          key={i}
          axis={axis}
          range={range}
          says={showRange(axis.column, range)}
          top={tickTop}
          placeAt={placeAt}
          flipped={flipped}
          set={(next, going) =>
            write(name, next === undefined ? ranges.filter((_, k) => k !== i) : ranges.map((one, k) => (k === i ? next : one)), going)
          }
        />
      ))}
    </div>
  )
}

/** Said beside the name where equal steps are not equal differences. */
const scaleName = ({ column }: Axis, metrics: string): string =>
  column.kind === "parameter"
    ? column.scale === "log" || column.scale === "reverse-log"
      ? "log"
      : ""
    : metrics === "linear"
      ? ""
      : metrics

const boxOf = ([from, to]: Stretch, top: (place: number) => number) => ({
  top: Math.min(top(from), top(to)),
  height: Math.abs(top(to) - top(from)),
})

/** The upper third, or where there is room. */
function freeStretch(axis: Axis, ranges: readonly Range[]): Stretch {
  const taken = ranges.map((range) => stretchOf(axis, range))
  const free = ([from, to]: Stretch): boolean => taken.every(([low, high]) => to < low || from > high)
  const thirds: readonly Stretch[] = [
    [2 / 3, 1],
    [1 / 3, 0.65],
    [0, 0.32],
  ]
  return thirds.find(free) ?? [0.45, 0.55]
}
