import { useSyncExternalStore } from "react"
import type { Verb } from "../actions/verbs.ts"

/** What can lie over the page. */
type Asked =
  | { readonly kind: "palette" }
  | { readonly kind: "keys" }
  | { readonly kind: "act"; readonly study: string; readonly verb: Verb; readonly trials?: readonly number[] }
  /** `from`: the trial whose values it begins with. */
  | { readonly kind: "enqueue"; readonly study: string; readonly from?: number }

let asked: Asked | undefined
const listeners = new Set<() => void>()

/** Opens a dialog, from anywhere: a button, a key, the palette. */
export function ask(next: Asked | undefined): void {
  asked = next
  for (const listener of listeners) listener()
}

/** The dialog that is open. */
export const useAsked = (): Asked | undefined =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    () => asked,
  )
