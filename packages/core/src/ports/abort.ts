import type { Signal } from "./signal.ts"

/** A signal and the way to abort it, where the core itself has to say that something is over. */
export function createAbort(): { readonly signal: Signal; abort(reason?: unknown): void } {
  const listeners = new Set<() => void>()
  const signal = {
    aborted: false,
    reason: undefined as unknown,
    addEventListener: (_: "abort", listener: () => void) => void listeners.add(listener),
    removeEventListener: (_: "abort", listener: () => void) => void listeners.delete(listener),
  }
  return {
    signal,
    abort(reason) {
      if (signal.aborted) return
      signal.aborted = true
      signal.reason = reason
      for (const listener of [...listeners]) listener()
    },
  }
}
