import { useSyncExternalStore } from "react"
import type { Verb } from "../actions/verbs.ts"

/** What can lie over the page. */
type Asked =
  | { readonly kind: "palette" }
  | { readonly kind: "keys" }
  | { readonly kind: "act"; readonly study: string; readonly verb: Verb; readonly trials?: readonly number[] }
  /** `from`: the trial whose values it begins with. */
  | { readonly kind: "enqueue"; readonly study: string; readonly from?: number }

interface Opened {
  readonly asked: Asked
  /** No other dialog of this page has it. */
  readonly turn: number
}

let opened: Opened | undefined
let turns = 0
const listeners = new Set<() => void>()

/** Opens a dialog, from anywhere: a button, a key, the palette. */
export function ask(next: Asked): void {
  turns++
  show({ asked: next, turn: turns })
}

/** Takes a dialog away. One that closes late does not take along the dialog that was opened after it. */
export function leave(turn: number): void {
  if (opened?.turn === turn) show(undefined)
}

function show(next: Opened | undefined): void {
  opened = next
  for (const listener of listeners) listener()
}

/** The dialog that is open. */
export const useOpened = (): Opened | undefined =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    () => opened,
  )
