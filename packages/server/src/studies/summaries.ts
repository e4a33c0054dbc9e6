import { sha256, type Clock, type EventStore, type StudyHeader } from "@diapason/core"
import type { FollowedStudies, FollowedStudy } from "./followed-studies.ts"
import { summaryOf, type Summary } from "./summary.ts"

/** One summary for each study of the store, made again when the study has moved on. */
export interface Summaries {
  /**
   * The summaries of studies in their order; undefined for one that is still being read, which takes part later. Waits a second at most
   * for those that are not known.
   */
  of(headers: readonly StudyHeader[]): Promise<readonly (Summary | undefined)[]>
}

/** `patience`: real milliseconds. */
export function summaries(store: EventStore, clock: Clock, studies: FollowedStudies, patience = 1000): Summaries {
  const kept = new Map<string, Kept>()
  const making = new Map<string, Promise<unknown>>()
  let reading = 0
  const queue: (() => void)[] = []

  const make = async (study: string): Promise<void> => {
    const followed = await studies.open(study)
    const began = clock.now()
    const summary = await summaryOf(followed.ledger, await createdAt(store, study), await notesOf(followed))
    kept.set(study, { summary, at: clock.now(), took: clock.now() - began })
    await save(store, summary).catch(() => undefined)
  }
  /** Few at a time: what is read for a list must not hold up anything else. */
  const inTurn = async (work: () => Promise<void>): Promise<void> => {
    if (reading >= atOnce) await new Promise<void>((resolve) => queue.push(resolve))
    reading++
    try {
      await work()
    } finally {
      reading--
      queue.shift()?.()
    }
  }
  const renew = async ({ study, seq }: StudyHeader): Promise<void> => {
    const have = kept.get(study)
    if (have?.summary.position === seq) return
    if (have !== undefined && clock.now() - have.at < Math.max(1000, 20 * have.took)) return
    const saved = have === undefined ? await load(store, study, seq).catch(() => undefined) : undefined
    if (saved !== undefined) kept.set(study, { summary: saved, at: clock.now(), took: 0 })
    else await inTurn(() => make(study))
  }
  const once = (header: StudyHeader): Promise<unknown> => {
    let work = making.get(header.study)
    if (work === undefined) {
      work = renew(header)
        .catch(() => undefined)
        .finally(() => making.delete(header.study))
      making.set(header.study, work)
    }
    return work
  }
  return {
    async of(headers) {
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, patience)))
      await Promise.race([Promise.all(headers.map(once)), late]).finally(() => clearTimeout(timer))
      return headers.map(({ study }) => kept.get(study)?.summary)
    },
  }
}

interface Kept {
  readonly summary: Summary
  readonly at: number
  /** Milliseconds. */
  readonly took: number
}

const atOnce = 4

async function createdAt(store: EventStore, study: string): Promise<number> {
  for await (const batch of store.read(study, 0)) return batch[0]?.at ?? 0
  return 0
}

/** Notes that are far to fetch come the next time. */
async function notesOf({ history, ledger }: FollowedStudy): Promise<Summary["notes"]> {
  if (ledger.seq - history.chronicle.seq < near) await history.whole()
  else history.whole().catch(() => undefined)
  return { ...history.chronicle.notes }
}

/** Events. */
const near = 100_000

const name = "summary"

/** Kept where nothing runs: it holds until somebody goes on with the study. */
async function save(store: EventStore, summary: Summary): Promise<void> {
  if (summary.open.length > 0 || summary.position < worthWriting) return
  const text = JSON.stringify(summary)
  await store.cache.put(summary.study, name, new TextEncoder().encode(JSON.stringify({ format: 2, text, sum: sha256(text) })))
}

/** Events. */
const worthWriting = 200

async function load(store: EventStore, study: string, position: number): Promise<Summary | undefined> {
  const bytes = await store.cache.get(study, name)
  if (bytes === undefined) return undefined
  const { format, text, sum } = JSON.parse(new TextDecoder().decode(bytes)) as { format: number; text: string; sum: string }
  const summary = format === 2 && sum === sha256(text) ? (JSON.parse(text) as Summary) : undefined
  return summary?.position === position ? summary : undefined
}
