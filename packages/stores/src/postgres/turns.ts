import type { StudyEvent } from "@diapason/core"
import type { Client } from "pg"
import { keyText } from "../key-text.ts"
import { quoted } from "./schema.ts"
import type { Address } from "./address.ts"
import { connect, discard } from "./connections.ts"

/** Turns at thinking about a study's next trial, among all programs that use the database. */
interface Turns {
  take<T>(study: string, after: number, work: (newer: readonly StudyEvent[]) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/**
 * Whose turn it is holds an advisory lock in a transaction of its own, on a connection for that; the server keeps the others in line, and
 * ends the turn of one that was cut off or sleeps. Whatever goes wrong with it, the work is done.
 */
export function turns(address: Address): Turns {
  const schema = quoted(address)
  let client: Client | undefined
  let busy = false
  let ended = Promise.resolve()

  const begin = async (study: string, after: number): Promise<readonly StudyEvent[]> => {
    await ended
    client ??= await connect(address)
    const key = client.escapeLiteral(keyText(study))
    const results = (await client.query(
      `BEGIN; SET LOCAL lock_timeout = ${LONGEST}; SET LOCAL idle_in_transaction_session_timeout = ${LONGEST};
       SELECT pg_advisory_xact_lock(hashtext('${address.schema}'), hashtext(${key})); SELECT ${schema}.newer_1(${key}, ${after}) AS events`,
    )) as unknown as readonly { readonly rows: readonly { readonly events: string | null }[] }[]
    return JSON.parse(`[${results.at(-1)?.rows[0]?.events ?? ""}]`) as readonly StudyEvent[]
  }
  const lose = (): void => {
    if (client !== undefined) discard(client)
    client = undefined
  }
  return {
    async take(study, after, work) {
      // Another study of this program has its turn: that is rare, and not worth a further connection.
      if (busy) return work([])
      busy = true
      const newer = await begin(study, after).catch(lose)
      try {
        return await work(newer ?? [])
      } finally {
        busy = false
        ended = Promise.resolve(client?.query("COMMIT")).then(() => undefined, lose)
      }
    },
    async close() {
      await ended
      await client?.end().catch(() => undefined)
      client = undefined
    },
  }
}

/** Milliseconds: how long a turn is waited for, and how long one may be silent that has it. */
const LONGEST = 10_000
