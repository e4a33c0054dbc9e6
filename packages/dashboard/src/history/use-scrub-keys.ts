import { useEffect } from "react"

/** `[` and `]` go to the decision or the end of a trial before and after this moment, `.` to now. */
export function useScrubKeys(step: (by: -1 | 1) => void, now: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (event.key === "[") step(-1)
      else if (event.key === "]") step(1)
      else if (event.key === ".") return now()
      else return
      event.preventDefault()
    }
    // Before the keys of the whole page, which would go from event to event.
    document.addEventListener("keydown", onKey)
    return () => document.removeEventListener("keydown", onKey)
  })
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest("input:not([type=checkbox], [type=radio], [type=range]), textarea, select, dialog, [role=dialog]") !== null
