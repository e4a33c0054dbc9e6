import { fault, origin, stamp, type Appended, type EventBody, type Lease, type StudyEvent, type StudyHeader } from "@diapason/core"
import type { Database, Row } from "./driver.ts"
import { fromKeyText, keyText } from "./key-text.ts"

/** The tables of studies, events and claims. Everything is synchronous; `append` must run inside a transaction. */
export interface Log {
  append(study: string, bodies: readonly string[], claim: Claim): Appended
  /** At most `BATCH` events after position `after`; fewer when there are no more. */
  read(study: string, after: number): readonly StudyEvent[]
  studies(): readonly StudyHeader[]
}

export interface Claim {
  readonly once?: string
  readonly fence?: Lease
}

/** As many as are read in one go: some 20 ms of work on a slow machine. */
export const BATCH = 2000

export function log(db: Database, path: string, now: () => number, holds: (lease: Lease) => boolean): Log {
  const head = db.prepare("SELECT id, seq, hash, at FROM studies WHERE name = ?")
  const found = db.prepare("INSERT INTO studies (name, seq, hash, at) VALUES (?, 0, '', 0)")
  const move = db.prepare("UPDATE studies SET seq = ?, hash = ?, at = ? WHERE id = ?")
  const insert = db.prepare("INSERT INTO events (study, seq, at, hash, body) VALUES (?, ?, ?, ?, ?)")
  const claimed = db.prepare("SELECT 1 AS yes FROM claims WHERE study = ? AND once = ?")
  const claim = db.prepare("INSERT INTO claims (study, once) VALUES (?, ?)")
  const idOf = db.prepare("SELECT id FROM studies WHERE name = ?")
  const after = db.prepare("SELECT seq, at, hash, body FROM events WHERE study = ? AND seq > ? ORDER BY seq LIMIT ?")
  const headers = db.prepare("SELECT name, seq, at FROM studies WHERE seq > 0 ORDER BY id")

  const headOf = (study: string): Head => {
    const name = keyText(study)
    const row = head.get(name) ?? (found.run(name), head.get(name))
    return { id: Number(row?.["id"]), seq: Number(row?.["seq"]), hash: String(row?.["hash"]), at: Number(row?.["at"]) }
  }

  return {
    append(study, bodies, { once, fence }) {
      if (fence !== undefined && !holds(fence)) return { outcome: "fenced" }
      const { id, at: latest, ...last } = headOf(study)
      if (once !== undefined && claimed.get(id, keyText(once)) !== undefined) return { outcome: "taken" }
      if (once !== undefined) claim.run(id, keyText(once))
      const at = Math.max(now(), latest)
      let previous = last.seq === 0 ? origin : last
      const events = bodies.map((body) => {
        const event = stamp(previous, JSON.parse(body) as EventBody, at)
        insert.run(id, event.seq, at, event.hash, body)
        previous = event
        return event
      })
      if (events.length > 0) move.run(previous.seq, previous.hash, at, id)
      return { outcome: "won", events }
    },
    read(study, position) {
      const id = idOf.get(keyText(study))?.["id"]
      return typeof id !== "number" ? [] : after.all(id, position, BATCH).map((row) => event(row, path))
    },
    studies: () =>
      headers.all().map((row) => ({ study: fromKeyText(String(row["name"])), seq: Number(row["seq"]), at: Number(row["at"]) })),
  }
}

interface Head {
  readonly id: number
  readonly seq: number
  readonly hash: string
  readonly at: number
}

/** The event of a row. Its keys stand in the order in which `stamp` gives them. */
function event(row: Row, path: string): StudyEvent {
  try {
    const read = JSON.parse(row["body"] as string) as Record<string, unknown>
    read["seq"] = row["seq"]
    read["at"] = row["at"]
    read["hash"] = row["hash"]
    return read as unknown as StudyEvent
  } catch (error) {
    throw fault("D400", { store: path, seq: Number(row["seq"]), detail: error instanceof Error ? error.message : String(error) })
  }
}
