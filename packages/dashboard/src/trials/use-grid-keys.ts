import { useEffect, useRef } from "react"
import { isFree } from "./is-free.ts"

interface GridKeys {
  readonly cursor: number
  readonly last: number
  goTo(row: number): void
  open(row: number): void
  pick(row: number): void
}

/**
 * Keys of the list: `j k` from anywhere on the page but a field, arrows, page and ends within the list; enter opens, space selects. Returns the
 * listener for the list itself.
 */
export function useGridKeys(keys: GridKeys): (event: KeyboardEvent) => void {
  const now = useRef(keys)
  now.current = keys
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isField(event.target)) return
      const within = event.target instanceof Element && event.target.closest("[role=grid]") !== null
      const { cursor, goTo } = now.current
      if (event.key === "j") goTo(cursor + 1)
      else if (event.key === "k") goTo(cursor - 1)
      else if (within || !isFree(event.target) || !handled(event.key, now.current)) return
      event.preventDefault()
    }
    document.addEventListener("keydown", listener)
    return () => document.removeEventListener("keydown", listener)
  }, [])
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isField(event.target) || isButton(event.target)) return
    const { cursor, last, goTo } = now.current
    const to = { ArrowDown: cursor + 1, ArrowUp: cursor - 1, PageDown: cursor + 15, PageUp: cursor - 15, Home: 0, End: last }[event.key]
    if (to !== undefined) goTo(to)
    else if (!handled(event.key, now.current)) return
    event.preventDefault()
  }
}

function handled(key: string, { cursor, last, open, pick }: GridKeys): boolean {
  if (cursor < 0 || cursor > last) return false
  if (key === "Enter") open(cursor)
  else if (key === " ") pick(cursor)
  else return false
  return true
}

const isField = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest("input:not([type=checkbox]), select, textarea, [contenteditable], dialog, [role=dialog]") !== null
const isButton = (target: EventTarget | null): boolean => target instanceof Element && target.closest("button, a, input") !== null
