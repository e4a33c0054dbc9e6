import { useState, type PointerEvent } from "react"

/** Moves a heading with the pointer, and then its axis by as many places as it was carried. */
export function useDragged(gap: number, move: (by: number) => void) {
  const [shift, setShift] = useState(0)
  const start = (event: PointerEvent<HTMLElement>): void => {
    const name = event.currentTarget
    const from = event.clientX
    let carried = 0
    name.setPointerCapture(event.pointerId)
    const follow = (next: globalThis.PointerEvent): void => setShift((carried = next.clientX - from))
    const end = (): void => {
      name.removeEventListener("pointermove", follow)
      name.removeEventListener("pointerup", end)
      name.removeEventListener("pointercancel", end)
      setShift(0)
      if (Math.round(carried / gap) !== 0) move(Math.round(carried / gap))
    }
    name.addEventListener("pointermove", follow)
    name.addEventListener("pointerup", end)
    name.addEventListener("pointercancel", end)
  }
  return { shift, start }
}
