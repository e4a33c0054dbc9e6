/** How many attempts may run at one time, where a person may change that meanwhile. What runs goes on when it becomes less; 0 pauses. */
export interface Slots {
  now(): number
  /** Calls back after each change, until the function that it returns is called. */
  listen(changed: () => void): () => void
}

/** Slots with a hand on them. */
export interface AdjustableSlots extends Slots {
  /** A whole number from 0. */
  set(count: number): void
}

export function createSlots(count: number): AdjustableSlots {
  const listeners = new Set<() => void>()
  let current = count
  return {
    now: () => current,
    listen(changed) {
      listeners.add(changed)
      return () => void listeners.delete(changed)
    },
    set(next) {
      current = next
      for (const changed of [...listeners]) changed()
    },
  }
}
