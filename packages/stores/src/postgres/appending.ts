import { linkParts, type AppendOptions, type Appended, type EventBody, type StudyEvent } from "@diapason/core"
import { randomUUID } from "node:crypto"
import { keyText } from "../key-text.ts"
import type { Connections } from "./connections.ts"
import { lanes, type Lanes } from "./lanes.ts"
import type { Patiently } from "./patience.ts"

/** One append that waits for its turn. */
interface Job {
  /** The bodies as JSON. */
  readonly texts: readonly string[]
  readonly claim: AppendOptions
  readonly weight: number
  resolve(appended: Appended): void
  reject(error: unknown): void
}

/** How this program writes events. */
interface Appending {
  append(study: string, bodies: readonly EventBody[], claim: AppendOptions): Promise<Appended>
  drained(): Promise<void>
  /** Takes away what writers of two days ago could have asked for again; from time to time, as it is looked for in all. */
  tidy(pool: Connections): Promise<void>
}

/**
 * Appends that come together share a transaction and a round trip. Each batch has a number of this writer's: one whose answer was lost
 * on the way is asked for again under it, and is not carried out twice. `now`: the time as JSON, null for the database's own.
 */
export function appending(schema: string, patiently: Patiently, now: () => string | null, appended: (study: string) => void): Appending {
  const writer = randomUUID()
  const statement = { name: "append", text: `SELECT ${schema}.append_1($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13) AS answer` }
  const between = {
    name: "between",
    text: `SELECT event FROM ${schema}.events WHERE study = (SELECT id FROM ${schema}.studies WHERE name = $1) AND seq > $2 ORDER BY seq LIMIT $3`,
  }
  let number = 0

  /** What was appended by a batch whose answer was lost. */
  const readBack = async (study: string, after: number, count: number): Promise<readonly StudyEvent[]> => {
    const { rows } = await patiently((client) => client.query<{ event: string }>({ ...between, values: [keyText(study), after, count] }))
    return rows.map(({ event }) => JSON.parse(event) as StudyEvent)
  }
  const send = async (study: string, jobs: readonly Job[]): Promise<readonly Appended[]> => {
    const values = [keyText(study), writer, ++number, now(), seenBy(jobs), ...columns(jobs)]
    const { rows } = await patiently((client) => client.query<{ answer: string }>({ ...statement, values }))
    const [facts = "", others] = rows[0]!.answer.split("\n")
    const [seq = "", at = "", outcomes = "", ...hashes] = facts.split(" ")
    const won = jobs.filter((_, i) => outcomes[i] === "w").flatMap(({ texts }) => texts)
    const lost = won.length > 0 && hashes[0] === undefined
    const stamped = (text: string, i: number): StudyEvent =>
      Object.assign(JSON.parse(text) as EventBody, { seq: Number(seq) + i + 1, at: Number(at), hash: hashes[i]! })
    const events = lost ? await readBack(study, Number(seq), won.length) : won.map(stamped)
    const before = others === undefined ? [] : (JSON.parse(`[${others}]`) as readonly StudyEvent[])
    return shared(jobs, outcomes, before, events)
  }
  /** All of them at once; when that fails for good, each by itself, so that nobody suffers for another's append. */
  const carry = async (study: string, jobs: readonly Job[]): Promise<void> => {
    try {
      const outcomes = await send(study, jobs)
      jobs.forEach((job, i) => job.resolve(outcomes[i]!))
      if (outcomes.some(({ outcome }) => outcome === "won")) appended(study)
    } catch (error) {
      if (jobs.length === 1 || hopeless(error)) for (const job of jobs) job.reject(error)
      else for (const job of jobs) await carry(study, [job])
    }
  }
  const waiting: Lanes<Job> = lanes(carry)
  return {
    drained: waiting.drained,
    async tidy(pool) {
      if (number < MANY && Math.random() > MANY / 2500) return
      const text = `DELETE FROM ${schema}.writers WHERE at < now() - interval '2 days'`
      await pool.use((client) => client.query(text), 2000).catch(() => undefined)
    },
    append(study, bodies, claim) {
      const texts = bodies.map((body) => JSON.stringify(body))
      const weight = texts.reduce((sum, text) => sum + text.length, 100)
      return new Promise((resolve, reject) => waiting.add(study, { texts, claim, weight, resolve, reject }))
    },
  }
}

/** What each append of a batch has come to: `events` are those of the batch, `before` those of others that somebody had not seen. */
function shared(jobs: readonly Job[], outcomes: string, before: readonly StudyEvent[], events: readonly StudyEvent[]): readonly Appended[] {
  let next = 0
  return jobs.map(({ texts, claim: { seen } }, i): Appended => {
    if (outcomes[i] === "f") return { outcome: "fenced" }
    const known = seen === undefined ? [] : [...before, ...events.slice(0, next)].filter((event) => event.seq > seen)
    const missed = known.length > 0 && known[0]?.seq === seen! + 1 ? { before: known } : {}
    if (outcomes[i] === "t") return { outcome: "taken", ...missed }
    return { outcome: "won", events: events.slice(next, (next += texts.length)), ...missed }
  })
}

/** The least that those who ask have seen. */
function seenBy(jobs: readonly Job[]): number | null {
  const seen = jobs.flatMap(({ claim }) => claim.seen ?? [])
  return seen.length === 0 ? null : Math.min(...seen)
}

/** The arrays that the function takes: four by append, four by event. */
function columns(jobs: readonly Job[]): readonly unknown[] {
  const claims = jobs.map(({ claim }) => claim)
  const texts = jobs.flatMap((job) => job.texts)
  const parts = texts.map((text) => linkParts(JSON.parse(text) as EventBody))
  return [
    jobs.map((job) => job.texts.length),
    claims.map(({ once }) => (once === undefined ? null : keyText(once))),
    claims.map(({ fence }) => (fence === undefined ? null : keyText(fence.key))),
    claims.map(({ fence }) => fence?.token ?? null),
    texts.map((text) => text.slice(0, -1)),
    parts.map(([before]) => before),
    parts.map(([, between]) => between),
    parts.map(([, , after]) => after),
  ]
}

/** Batches of a program that is no short command. */
const MANY = 50

/** What another try of a part would not change. */
const hopeless = (error: unknown): boolean =>
  error instanceof Error && "code" in error && ["D401", "D435", "D436", "D437", "D438", "D439"].includes(String(error.code))
