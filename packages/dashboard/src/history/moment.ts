import { useCallback, useEffect, useSyncExternalStore } from "react"
import { useAddress } from "../selection/address.ts"

/** Where the reader drags to just now; `at` is undefined for the newest state. */
interface Moving {
  readonly study: string
  readonly at: number | undefined
}

/** Milliseconds without a move after which the address says where one is: a browser takes no hundred changes of it in a few seconds. */
const rest = 250

const listeners = new Set<() => void>()
let moving: Moving | undefined
let timer: ReturnType<typeof setTimeout> | undefined

function set(next: Moving | undefined): void {
  if (next === undefined && moving === undefined) return
  moving = next
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** The moment that the study is shown at: a position of its log, undefined for now. */
export function useMoment(study: string): number | undefined {
  const [{ at }] = useAddress()
  const dragged = useSyncExternalStore(subscribe, () => moving)
  // Once the address says it, or somebody has gone elsewhere, the address holds.
  useEffect(() => set(undefined), [at, study])
  return dragged?.study === study ? dragged.at : validMoment(at)
}

/** Goes to a moment: at once on the page, and in the address when the reader rests there. */
export function useGoTo(study: string): (at: number | undefined) => void {
  const [address, change] = useAddress()
  return useCallback(
    (at) => {
      set({ study, at })
      clearTimeout(timer)
      timer = setTimeout(() => {
        if (address.at === at) set(undefined)
        else change({ at }, address.at !== undefined)
      }, rest)
    },
    // `change` is new at each render and does the same.
    [study, address.at],
  )
}

/** A position as an address may hold it: anything that is none is now. */
export const validMoment = (at: number | undefined): number | undefined =>
  at !== undefined && Number.isFinite(at) && at >= 1 ? Math.floor(at) : undefined
