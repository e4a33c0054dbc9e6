import type { Wakers } from "@diapason/core"
import { fromKeyText, keyText } from "../key-text.ts"
import type { Address } from "./address.ts"
import type { Connections } from "./connections.ts"
import { listen, type Ear } from "./ear.ts"

/** Says what this program appends to the others, and hears what they do while somebody watches. */
interface News {
  /** Something was appended. It is said at once, and then not more often than anybody needs. */
  tell(study: string): void
  /** From now on watchers are woken by what others append. Gives the way to stop. */
  watch(): () => void
  /** Says what is yet to be said, and hears no more. */
  close(): Promise<void>
}

/**
 * LISTEN and NOTIFY. A notice is no part of the append that it tells of, since the server puts all transactions with one in line; so a
 * writer may die before it, and a watcher also looks by itself now and then.
 */
export function news(address: Address, pool: Connections, { wake, wakeAll }: Wakers): News {
  const channel = `diapason_${address.schema}`
  /** Studies that were told of a moment ago; true where more has happened since. */
  const fresh = new Map<string, boolean>()
  let watchers = 0
  let ear: Ear | undefined
  let timer: NodeJS.Timeout | undefined

  const send = async (study: string): Promise<void> => {
    const payload = keyText(study)
    const values = [channel, Buffer.byteLength(payload) < LONGEST ? payload : ""]
    await pool.use((client) => client.query({ name: "notify", text: "SELECT pg_notify($1, $2)", values })).catch(() => undefined)
  }
  const tell = (study: string): void => {
    if (fresh.has(study)) return void fresh.set(study, true)
    fresh.set(study, false)
    void send(study)
    setTimeout(() => {
      const more = fresh.get(study) === true
      fresh.delete(study)
      if (more) tell(study)
    }, APART).unref()
  }
  const heard = (payload: string): void => (payload === "" ? wakeAll() : wake(fromKeyText(payload)))
  let ticks = 0
  const look = (): void => {
    if (ear?.hears !== true || ++ticks % SELDOM === 0) wakeAll()
  }
  return {
    tell,
    watch() {
      if (watchers++ === 0) {
        ear = listen(address, channel, heard)
        timer = setInterval(look, LOOK)
      }
      return () => {
        if (--watchers > 0) return
        ear?.close()
        clearInterval(timer)
      }
    },
    async close() {
      ear?.close()
      const due = [...fresh].filter(([, more]) => more).map(([study]) => study)
      fresh.clear()
      await Promise.all(due.map(send))
    },
  }
}

/** Milliseconds between two notices of one study, and between two looks of a watcher that hears nothing; one that hears looks every fourth time. */
const APART = 20
const LOOK = 500
const SELDOM = 4

/** Bytes that a notice may have. */
const LONGEST = 7000
