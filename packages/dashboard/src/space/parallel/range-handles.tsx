import type { KeyboardEvent, PointerEvent } from "react"
import type { Range } from "../../selection/brushes.ts"
import type { Axis } from "@diapason/figures"
import { keyShare } from "./key-share.ts"
import { keyStep, movedRange, stretchOf, type RangePart } from "./range-edit.ts"

interface HandlesProps {
  readonly axis: Axis
  readonly range: Range
  /** The range in words. */
  readonly says: string
  /** Where a place stands, in pixels. */
  readonly top: (place: number) => number
  readonly placeAt: (y: number) => number
  readonly flipped: boolean
  /** Another range in its stead; undefined takes it away. `going`: more will follow. */
  readonly set: (range: Range | undefined, going: boolean) => void
}

/** A range of an axis: its middle and both ends can be dragged, and moved by arrows; Delete or a double click takes it away. */
export function RangeHandles({ axis, range, says, top, placeAt, flipped, set }: HandlesProps) {
  const stretch = stretchOf(axis, range)
  const [from, to] = [top(stretch[0]), top(stretch[1])]
  const move = (part: RangePart, by: number, going: boolean): void => {
    const next = movedRange(axis, range, part, by)
    if (next[0] !== range[0] || next[1] !== range[1]) set(next, going)
  }
  const key = (part: RangePart) => (event: KeyboardEvent) => {
    const by = keyShare(event.key, (large) => keyStep(axis, large), flipped)
    if (by !== undefined) move(part, by, true)
    else if (event.key === "Delete" || event.key === "Backspace") set(undefined, false)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const drag = (part: RangePart) => (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return
    event.preventDefault()
    event.currentTarget.focus()
    dragging(event, placeAt, (by, going) => {
      set(movedRange(axis, range, part, by), going)
    })
  }
  const slider = (part: "low" | "high", at: number) => (
    <span
      role="slider"
      tabIndex={0}
      className={`range-end ${part}`}
      aria-orientation="vertical"
      aria-label={`${axis.title}, ${part} end of a kept range`}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(100 * stretch[part === "low" ? 0 : 1])}
      aria-valuetext={says}
      title={`${says} · Delete removes`}
      style={{ top: at }}
      onKeyDown={key(part)}
      onPointerDown={drag(part)}
      onDoubleClick={() => set(undefined, false)}
    />
  )
  return (
    <>
      <span
        className="range"
        title={`${says}: drag to move, double click to remove`}
        style={{ top: Math.min(from, to), height: Math.abs(to - from) }}
        onPointerDown={drag("whole")}
        onDoubleClick={() => set(undefined, false)}
      />
      {slider("low", from)}
      {slider("high", to)}
    </>
  )
}

/** Follows the pointer until it is let go: how far along the axis it has come, at most some twenty times a second. */
function dragging(event: PointerEvent<HTMLElement>, placeAt: (y: number) => number, moved: (by: number, going: boolean) => void): void {
  const handle = event.currentTarget
  const origin = handle.parentElement!.getBoundingClientRect().top
  const from = placeAt(event.clientY - origin)
  let by = 0
  let told = 0
  let first = true
  const tell = (): void => {
    told = by
    moved(by, !first)
    first = false
  }
  let timer: number | undefined
  const follow = (next: globalThis.PointerEvent): void => {
    by = placeAt(next.clientY - origin) - from
    timer ??= window.setTimeout(() => {
      timer = undefined
      if (by !== told) tell()
    }, 50)
  }
  const end = (): void => {
    window.clearTimeout(timer)
    handle.removeEventListener("pointermove", follow)
    handle.removeEventListener("pointerup", end)
    handle.removeEventListener("pointercancel", end)
    if (by !== told) tell()
  }
  handle.setPointerCapture(event.pointerId)
  handle.addEventListener("pointermove", follow)
  handle.addEventListener("pointerup", end)
  handle.addEventListener("pointercancel", end)
}
