import { fault } from "@diapason/core"
import { setTimeout as pause } from "node:timers/promises"
import type { Address } from "./address.ts"
import type { Connections } from "./connections.ts"
import { troubleOf, type Trouble } from "./failure.ts"
import type { Client } from "pg"

/**
 * Does some work on a connection, again and again while the database does not answer. So it may be carried out several times: all that
 * is asked for must come to the same then. Rejects with an error of the table.
 */
export type Patiently = <T>(work: (client: Client) => Promise<T>) => Promise<T>

/**
 * Tries for as long as the address says, in real time. `first`: milliseconds for a server of which nothing has been seen yet; who has
 * mistyped a host hears of it at once.
 */
export const patience = (address: Address, pool: Connections, first?: number): Patiently =>
  async function patiently(work) {
    const start = performance.now()
    for (let rest = 5; ; rest = Math.min(2 * rest, 500)) {
      let trouble: Trouble
      try {
        return await pool.use(work)
      } catch (error) {
        trouble = troubleOf(error, address)
      }
      if (trouble.kind === "lasting") throw trouble.error
      const limit = limitOf(trouble, address.wait, first)
      if (performance.now() - start + rest > limit) throw outOfPatience(trouble, address, limit / 1000)
      await pause(rest * (0.5 + Math.random()))
    }
  }

type Passing = Extract<Trouble, { kind: "passing" }>

function limitOf({ why }: Passing, wait: number, first: number | undefined): number {
  if (first === undefined || (why !== "nowhere" && why !== "unreachable")) return wait
  return why === "nowhere" ? 0 : Math.min(first, wait)
}

function outOfPatience({ why, detail }: Passing, { shown: store }: Address, seconds: number): Error {
  if (why === "full") return fault("D438", { store, seconds, detail })
  if (why === "locked") return fault("D401", { store, seconds })
  return fault("D435", { store, ...(seconds > 0 && { seconds }), detail })
}
