import type { StudyEvent } from "@diapason/core"
import { base } from "./api.ts"
import type { Connection } from "./hub.ts"
import { readLog } from "./read-log.ts"
import { hub } from "./shared-hub.ts"

interface Hearer {
  batch(events: readonly StudyEvent[]): void
  connection(state: Connection): void
}

/** The events of a study after a position, without gaps, as they come. Returns how to end that. */
export function events(study: string, after: number, hearer: Hearer): () => void {
  let [seen, ended, filling] = [after, false, Promise.resolve()]
  const take = (batch: readonly StudyEvent[]): void => {
    const fresh = batch.filter(({ seq }) => seq > seen)
    seen = fresh.at(-1)?.seq ?? seen
    if (fresh.length > 0 && !ended) hearer.batch(fresh)
  }
  // Another tab may have had the stream for long: what it was told before this page came is read from the log.
  const whole = async (batch: readonly StudyEvent[]): Promise<void> => {
    for await (const missed of (batch[0]?.seq ?? 0) > seen + 1 ? readLog(study, seen) : []) take(missed)
    take(batch)
  }
  const stop = hub.listen(`${base}/v1/studies/${encodeURIComponent(study)}/events`, after, (said) => {
    if ("connection" in said) {
      hearer.connection(said.connection)
      // What came between the reading of the board and the connection is asked for, unless the stream says it by itself.
      if (said.connection === "live") filling = filling.then(() => catchUp(study, seen, take)).catch(() => undefined)
      return
    }
    const batch = JSON.parse(said.data) as readonly StudyEvent[]
    filling = filling.then(() => whole(batch)).catch(() => undefined)
  })
  return () => {
    ended = true
    stop()
  }
}

/**
 * The same, heard of by the one stream of all studies and read from the log: for a page that looks at several at once, since a browser opens
 * no more than six connections to a server, and each stream holds one.
 */
export function eventsAmongAll(study: string, after: number, hearer: Hearer): () => void {
  let [seen, ended, filling] = [after, false, Promise.resolve()]
  const take = (batch: readonly StudyEvent[]): void => {
    seen = batch.at(-1)?.seq ?? seen
    if (!ended) hearer.batch(batch)
  }
  const read = (): void => {
    filling = filling.then(() => (ended ? undefined : catchUp(study, seen, take))).catch(() => undefined)
  }
  const stop = hub.listen(`${base}/v1/events`, 0, (said) => {
    if ("connection" in said) {
      hearer.connection(said.connection)
      if (said.connection === "live") read()
      return
    }
    const moved = JSON.parse(said.data) as readonly { readonly study: string; readonly position: number }[]
    if (moved.some((one) => one.study === study && one.position > seen)) read()
  })
  return () => {
    ended = true
    stop()
  }
}

async function catchUp(study: string, after: number, take: (batch: readonly StudyEvent[]) => void): Promise<void> {
  for await (const batch of readLog(study, after)) take(batch)
}
