import { fault, wakers, type Cache, type Clock, type EventStore, type Leases, type Signal } from "@diapason/core"
import { resolve } from "node:path"
import { setImmediate as turn } from "node:timers/promises"
import { connect } from "./connection.ts"
import type { Database } from "./driver.ts"
import { keyText } from "../key-text.ts"
import { leaseTable, type LeaseTable } from "./leases.ts"
import { studyLog } from "./study-log.ts"
import { outside } from "./outside.ts"
import { patience, type Patiently } from "./patience.ts"
import { writer, type Writer } from "./writer.ts"

export interface SqliteOptions {
  /** What time it is, for events and leases; the system's clock by default. */
  readonly clock?: Pick<Clock, "now">
  /** `normal` (default) survives a killed process, and a power cut but for the last second; `full` survives a power cut. */
  readonly sync?: "normal" | "full"
  /** Milliseconds to wait while another program has the file locked, before D401; 30 000 by default. */
  readonly patience?: number
  /** Bytes that the file may grow to, before D408; without end by default. */
  readonly quota?: number
}

/**
 * An event store in one SQLite file: the default. Any number of processes of one machine may use it at the same time. What is
 * appended in one turn of the event loop is committed together, and acknowledged after that. Not for network file systems.
 * Throws D401 (locked), D403 (not usable), D407 (written by a newer version), D408 (disk full), D409 (the system failed).
 */
export async function openSqlite(path: string, options: SqliteOptions = {}): Promise<EventStore> {
  const { clock = Date, sync = "normal", patience: limit = 30_000, quota } = options
  const file = resolve(path)
  const url = `sqlite:${path}${sync === "full" ? "?sync=full" : ""}`
  const patiently = patience(file, limit)
  const db = await connect(file, patiently, { sync, quota })
  const now = () => clock.now()
  const leases = leaseTable(db, now)
  const log = studyLog(db, file, now, leases.holds)
  const waiting = wakers()
  const others = outside(db, waiting.wakeAll)
  const writing = writer(db, patiently)
  let closed: Promise<void> | undefined
  const alive = (): void => {
    if (closed !== undefined) throw fault("D406", { store: url })
  }
  const look: Patiently = (work) =>
    patiently(() => {
      alive()
      return work()
    })
  const writes: Writer = {
    ...writing,
    async write(work, weight) {
      alive()
      return writing.write(work, weight)
    },
  }

  return {
    url,
    leases: leasesOf(leases, writes, look),
    cache: cacheOf(db, writes, look),
    async append(study, bodies, claim = {}) {
      const texts = bodies.map((body) => JSON.stringify(body))
      const appended = await writes.write(() => log.append(study, texts, claim), texts.length)
      waiting.wake(study)
      return appended
    },
    async *read(study, after) {
      for (let seen = after; ; await turn()) {
        const { events, more } = await look(() => log.read(study, seen))
        if (events.length > 0) yield events
        if (!more) return
        seen += events.length
      }
    },
    async *watch(study, after, signal) {
      alive()
      const stop = others.watch()
      try {
        for (let seen = after; !over(signal) && closed === undefined;) {
          const events = await patiently(() => (closed === undefined ? log.read(study, seen).events : []))
          if (events.length === 0) {
            if (closed === undefined) await waiting.wait(study, signal)
            continue
          }
          yield events
          seen += events.length
          await turn()
        }
      } finally {
        stop()
      }
    },
    async *studies() {
      yield* await look(() => log.studies())
    },
    close() {
      closed ??= writing.drained().then(() => db.close())
      waiting.wakeAll()
      return closed
    },
  }
}

/** A property that another turn may have changed: keeps the compiler from remembering what it was. */
const over = (signal: Signal): boolean => signal.aborted

const leasesOf = (table: LeaseTable, { write }: Writer, look: Patiently): Leases => ({
  take: (key, holder, ttl, over) => write(() => table.take(key, holder, ttl, over)),
  renew: (lease, ttl) => write(() => table.renew(lease, ttl)),
  release: (lease) => write(() => table.release(lease)),
  look: (key) => look(() => table.look(key)),
})

function cacheOf(db: Database, { write }: Writer, look: Patiently): Cache {
  const get = db.prepare("SELECT bytes FROM cache WHERE study = ? AND name = ?")
  const put = db.prepare("INSERT OR REPLACE INTO cache (study, name, bytes) VALUES (?, ?, ?)")
  return {
    async get(study, name) {
      // A snapshot is read in many pieces, one after the other: between two the event loop is free.
      await turn()
      const bytes = await look(() => get.get(keyText(study), keyText(name))?.["bytes"])
      return bytes instanceof Uint8Array ? bytes : undefined
    },
    async put(study, name, bytes) {
      const copy = bytes.slice()
      await write(() => void put.run(keyText(study), keyText(name), copy))
    },
  }
}
