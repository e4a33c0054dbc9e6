/** Wakes the conductor's loop. */
export interface Bell {
  ring(): void
  /** Resolves at the next ring, or at once when it rang since the last time this was asked. One may wait at a time. */
  rung(): Promise<void>
}

/** A bell that has not rung yet. */
export function createBell(): Bell {
  let rang = false
  let wake: (() => void) | undefined
  return {
    ring() {
      rang = wake === undefined
      wake?.()
      wake = undefined
    },
    rung() {
      if (!rang) return new Promise((resolve) => void (wake = resolve))
      rang = false
      return Promise.resolve()
    },
  }
}
