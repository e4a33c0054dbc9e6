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
  let watchers = 0
  let ear: Ear | undefined
  let timer: NodeJS.Timeout | undefined

  const send = async (study: string): Promise<void> => {
    const payload = keyText(study)
    const values = [channel, Buffer.byteLength(payload) < LONGEST ? payload : ""]
    await pool.use((client) => client.query({ name: "notify", text: "SELECT pg_notify($1, $2)", values })).catch(() => undefined)
  }
  const told = spaced((study) => void send(study))
  // Each of many programs tells of the same study: who looked a moment ago looks a little later, once for all of them.
  const heard = spaced((payload) => (payload === "" ? wakeAll() : wake(fromKeyText(payload))))
  let ticks = 0
  const look = (): void => {
    if (ear?.hears !== true || ++ticks % SELDOM === 0) wakeAll()
  }
  return {
    tell: told.say,
    watch() {
      if (watchers++ === 0) {
        ear = listen(address, channel, heard.say)
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
      heard.end()
      await Promise.all(told.end().map(send))
    },
  }
}

/** Says something of a key at once, and then not more often than every `APART` milliseconds, the last time after all that was to be said. */
function spaced(act: (key: string) => void) {
  /** What was said a moment ago; true where there is more to say since. */
  const fresh = new Map<string, boolean>()
  const say = (key: string): void => {
    if (fresh.has(key)) return void fresh.set(key, true)
    fresh.set(key, false)
    act(key)
    setTimeout(() => {
      const more = fresh.get(key) === true
      fresh.delete(key)
      if (more) say(key)
    }, APART).unref()
  }
  return {
    say,
    /** Says no more; gives what was still to be said. */
    end(): readonly string[] {
      const due = [...fresh].filter(([, more]) => more).map(([key]) => key)
      fresh.clear()
      return due
    },
  }
}

/** Milliseconds between two notices of one study, and between two looks of a watcher that hears nothing; one that hears looks every fourth time. */
const APART = 20
const LOOK = 500
const SELDOM = 4

/** Bytes that a notice may have. */
const LONGEST = 7000
