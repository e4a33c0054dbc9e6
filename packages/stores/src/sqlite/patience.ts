import { fault } from "@diapason/core"
import { setTimeout as pause } from "node:timers/promises"
import { busy, failure } from "./failure.ts"

/** Does a piece of work, again and again while another program has the file locked. Rejects with an error of the table. */
export type Patiently = <T>(work: () => T) => Promise<T>

/**
 * Tries for `limit` milliseconds, then D401. One try may hold the process up for the binding's own short timeout; between two
 * the event loop is free. These are real milliseconds whatever the store's clock says: the other program has no virtual one.
 */
export const patience = (path: string, limit: number): Patiently =>
  async function patiently(work) {
    const start = performance.now()
    for (let wait = 2; ; wait = Math.min(2 * wait, 100)) {
      try {
        return work()
      } catch (error) {
        if (!busy(error)) throw failure(error, path)
        if (performance.now() - start >= limit) throw fault("D401", { store: path, seconds: limit / 1000 })
      }
      await pause(wait * (0.5 + Math.random()))
    }
  }
