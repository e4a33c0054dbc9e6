import { setImmediate as turn } from "node:timers/promises"
import type { Database } from "./driver.ts"
import type { Patiently } from "./patience.ts"
import { rollback } from "./schema.ts"

/** The one way to write: what is asked for in one turn of the event loop shares a transaction, in the order of asking. */
export interface Writer {
  /**
   * Resolves with what `work` gave once it is committed. `work` runs inside the transaction, without waiting for anything; it
   * may run again when the transaction failed, so all it changes is the database. `weight`: rows it writes, about.
   */
  write<T>(work: () => T, weight?: number): Promise<T>
  /** Resolves when everything asked for so far has been answered. */
  drained(): Promise<void>
}

export function writer(db: Database, patiently: Patiently): Writer {
  const queue: Job[] = []
  let flushing: Promise<void> | undefined
  const flush = async (): Promise<void> => {
    for (await turn(); queue.length > 0; await turn()) await commit(db, patiently, nextGroup(queue))
    flushing = undefined
  }
  return {
    write: (work, weight = 1) =>
      new Promise((resolve, reject) => {
        queue.push({ work, weight, resolve: resolve as (value: unknown) => void, reject })
        flushing ??= flush()
      }),
    drained: async () => flushing,
  }
}

interface Job {
  readonly work: () => unknown
  readonly weight: number
  resolve(value: unknown): void
  reject(error: unknown): void
}

/** The jobs of the next transaction: as many as hold up the event loop only shortly, and at least one. */
function nextGroup(queue: Job[]): readonly Job[] {
  let weight = 0
  let count = 0
  for (const job of queue) {
    weight += job.weight
    if (count > 0 && weight > GROUP) break
    count++
  }
  return queue.splice(0, count)
}

const GROUP = 500

/** All of them in one transaction; when that fails, each in its own, so that nobody suffers for another's append. */
async function commit(db: Database, patiently: Patiently, group: readonly Job[]): Promise<void> {
  try {
    const values = await patiently(() => inTransaction(db, group))
    group.forEach((job, i) => job.resolve(values[i]))
  } catch (error) {
    const [only, ...others] = group
    if (others.length === 0 || locked(error)) for (const job of group) job.reject(error)
    else for (const job of [only!, ...others]) await commit(db, patiently, [job])
  }
}

const locked = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "D401"

function inTransaction(db: Database, group: readonly Job[]): readonly unknown[] {
  db.exec("BEGIN IMMEDIATE")
  try {
    const values = group.map((job) => job.work())
    db.exec("COMMIT")
    return values
  } catch (error) {
    rollback(db)
    throw error
  }
}
