import { fault, wakers, type Cache, type Clock, type EventStore, type Signal } from "@diapason/core"
import { keyText } from "../key-text.ts"
import { readAddress } from "./address.ts"
import { appending } from "./appending.ts"
import { connections } from "./connections.ts"
import { clockOf } from "./clock-of.ts"
import { leasesOf } from "./leases.ts"
import { news } from "./news.ts"
import { patience, type Patiently } from "./patience.ts"
import { reading } from "./reading.ts"
import { migrate, quoted } from "./schema.ts"
import { turns } from "./turns.ts"

export interface PostgresOptions {
  /** What time it is, for events and leases; the database's clock by default, which is the same for all hosts. */
  readonly clock?: Pick<Clock, "now">
}

/**
 * An event store in a PostgreSQL database: any number of processes on any number of hosts share it. An append is one round trip; those
 * that come together share it. While the database does not answer, calls wait (`wait=30s` in the address), and what was under way is done
 * once. Throws D404 (address), D435 (no answer), D436 (not let in), D437 (read only), D438 (no connection free), D439 and D407 (the tables are
 * not for this version), D408 (disk full), D409 (the server failed).
 */
export async function openPostgres(url: string, { clock }: PostgresOptions = {}): Promise<EventStore> {
  const address = readAddress(url)
  const pool = connections(address)
  const first = patience(
    address,
    pool,
    opening,
  )(async (client) => {
    await migrate(client, address)
    return clockOf(client)
  })
  const { ahead: skew } = await first.catch(async (error: unknown) => {
    await pool.close()
    throw error
  })
  const schema = quoted(address)
  const waiting = wakers()
  const others = news(address, pool, waiting)
  const queue = turns(address)
  let closed: Promise<void> | undefined
  const alive = (): void => {
    if (closed !== undefined) throw fault("D406", { store: address.shown })
  }
  const through = patience(address, pool)
  const patiently: Patiently = async (work) => {
    alive()
    return through(work)
  }
  const now = (): number | null => clock?.now() ?? null
  const log = reading(schema, address.shown, through)
  const writes = appending(
    schema,
    through,
    () => (clock === undefined ? null : JSON.stringify(clock.now())),
    (study) => {
      waiting.wake(study)
      others.tell(study)
    },
  )
  return {
    url: address.shown,
    ...(clock === undefined && { skew }),
    leases: leasesOf(schema, patiently, now),
    cache: cacheOf(schema, patiently),
    async append(study, bodies, claim = {}) {
      alive()
      return writes.append(study, bodies, claim)
    },
    async *read(study, after) {
      for (let seen = after; ;) {
        alive()
        const { events, more } = await log.read(study, seen)
        if (events.length > 0) yield events
        if (!more) return
        seen += events.length
      }
    },
    async *watch(study, after, signal) {
      alive()
      const stop = others.watch()
      try {
        let rung: Promise<void> | undefined
        for (let seen = after; !over(signal) && closed === undefined;) {
          // Asked for before the look, so that what is appended in between is not missed.
          rung ??= waiting.wait(study, signal).then(() => void (rung = undefined))
          const { events } = await log.read(study, seen)
          if (closed !== undefined || over(signal)) return
          if (events.length === 0) await rung
          else yield events
          seen += events.length
        }
      } finally {
        stop()
      }
    },
    turn: queue.take,
    async *studies() {
      alive()
      yield* await log.studies()
    },
    close() {
      closed ??= writes
        .drained()
        .then(() => writes.tidy(pool))
        .then(() => Promise.all([others.close(), queue.close()]))
        .then(() => pool.close())
      waiting.wakeAll()
      return closed
    },
  }
}

/** Milliseconds to wait at first for a server that nothing was seen of. */
const opening = 5000

/** A property that another turn may have changed: keeps the compiler from remembering what it was. */
const over = (signal: Signal): boolean => signal.aborted

function cacheOf(schema: string, patiently: Patiently): Cache {
  const get = { name: "get", text: `SELECT bytes FROM ${schema}.cache WHERE study = $1 AND name = $2` }
  const put = {
    name: "put",
    text: `INSERT INTO ${schema}.cache (study, name, bytes) VALUES ($1, $2, $3) ON CONFLICT (study, name) DO UPDATE SET bytes = excluded.bytes`,
  }
  return {
    async get(study, name) {
      const { rows } = await patiently((client) => client.query<{ bytes: Buffer }>({ ...get, values: [keyText(study), keyText(name)] }))
      return rows[0] === undefined ? undefined : new Uint8Array(rows[0].bytes)
    },
    async put(study, name, bytes) {
      const values = [keyText(study), keyText(name), Buffer.from(bytes)]
      await patiently((client) => client.query({ ...put, values }))
    },
  }
}
