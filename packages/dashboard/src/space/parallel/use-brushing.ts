import { useRef, type PointerEvent } from "react"
import type { Stretch } from "./range-edit.ts"

/** Draws a stretch while the pointer is down; a mere click draws nothing. */
export function useBrushing(
  placeAt: (y: number) => number,
  show: (stretch: Stretch | undefined) => void,
  done: (stretch: Stretch) => void,
) {
  const from = useRef(0)
  return (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return
    const strip = event.currentTarget
    const origin = strip.parentElement!.getBoundingClientRect().top
    const at = (pointer: { readonly clientY: number }): number => placeAt(pointer.clientY - origin)
    from.current = at(event)
    strip.setPointerCapture(event.pointerId)
    event.preventDefault()
    let last: Stretch = [from.current, from.current]
    const move = (next: globalThis.PointerEvent): void => {
      last = [from.current, at(next)]
      show(last)
    }
    const end = (): void => {
      strip.removeEventListener("pointermove", move)
      strip.removeEventListener("pointerup", end)
      strip.removeEventListener("pointercancel", end)
      show(undefined)
      if (Math.abs(last[1] - last[0]) > 0.008) done(last)
    }
    strip.addEventListener("pointermove", move)
    strip.addEventListener("pointerup", end)
    strip.addEventListener("pointercancel", end)
  }
}
