import { createAbort, type Clock } from "@diapason/core"

/** Wakes a loop. One may wait at a time. */
export interface Bell {
  readonly ring: () => void
  /** Resolves at the next ring, or at once when it rang since this was asked last. */
  rung(): Promise<void>
  rungWithin(clock: Clock, ms: number): Promise<void>
}

export function createBell(): Bell {
  let rang = false
  let wake = createAbort()
  const rung = async (clock: Clock | undefined, ms: number): Promise<void> => {
    if (!rang) {
      wake = createAbort()
      const { signal } = wake
      await (clock === undefined ? new Promise<void>((resolve) => signal.addEventListener("abort", resolve)) : clock.after(ms, signal))
    }
    rang = false
  }
  return {
    ring: () => {
      rang = true
      wake.abort()
    },
    rung: () => rung(undefined, 0),
    rungWithin: (clock, ms) => rung(clock, ms),
  }
}
