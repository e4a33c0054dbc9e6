import { fault, type StudyEvent, type StudyHeader } from "@diapason/core"
import type { Client } from "pg"
import { fromKeyText, keyText } from "../key-text.ts"
import type { Patiently } from "./patience.ts"

/** How this program reads. */
interface Reading {
  /** The events after position `after`, as many as make an answer of moderate size, and whether there were more at that moment. */
  read(study: string, after: number): Promise<{ readonly events: readonly StudyEvent[]; readonly more: boolean }>
  studies(): Promise<readonly StudyHeader[]>
}

export function reading(schema: string, shown: string, patiently: Patiently): Reading {
  const joined = {
    name: "read",
    text: `SELECT head.seq AS head, string_agg(e.event, ',' ORDER BY e.seq) AS events
      FROM ${schema}.studies AS head LEFT JOIN LATERAL (
        SELECT seq, event, sum(octet_length(event)) OVER (ORDER BY seq) AS size
        FROM ${schema}.events WHERE study = head.id AND seq > $2 ORDER BY seq LIMIT ${ROWS}
      ) AS e ON e.size <= ${BYTES} OR e.seq = $2 + 1 WHERE head.name = $1 AND head.seq > $2 GROUP BY head.seq`,
  }
  const each = {
    name: "each",
    text: `SELECT seq, event FROM ${schema}.events WHERE study = (SELECT id FROM ${schema}.studies WHERE name = $1) AND seq > $2 ORDER BY seq LIMIT ${ROWS}`,
  }
  const oneByOne = async (client: Client, values: readonly unknown[], after: number): Promise<readonly StudyEvent[]> => {
    const { rows } = await client.query<{ seq: string; event: string }>({ ...each, values: [...values] })
    return rows.map(({ seq, event }, i) => {
      inPlace(Number(seq), after + 1 + i, shown)
      return alone(event, after + 1 + i, shown)
    })
  }
  return {
    async read(study, after) {
      const values = [keyText(study), after]
      const { rows } = await patiently((client) => client.query<{ head: string; events: string | null }>({ ...joined, values }))
      if (rows[0] === undefined) return { events: [], more: false }
      const { head, events: text } = rows[0]
      const events = parsed(text ?? "") ?? (await patiently((client) => oneByOne(client, values, after)))
      events.forEach(({ seq }, i) => inPlace(seq, after + 1 + i, shown))
      if (events.length === 0) throw fault("D400", { store: shown, seq: after + 1, detail: "nothing stands in its place" })
      return { events, more: after + events.length < Number(head) }
    },
    async studies() {
      const { rows } = await patiently((client) =>
        client.query<{ name: string; seq: string; at: string }>(`SELECT name, seq, at FROM ${schema}.studies WHERE seq > 0 ORDER BY id`),
      )
      return rows.map(({ name, seq, at }) => ({ study: fromKeyText(name), seq: Number(seq), at: Number(at) }))
    },
  }
}

/** What is read in one go. */
const ROWS = 1000
const BYTES = 1_000_000

function parsed(texts: string): readonly StudyEvent[] | undefined {
  try {
    return JSON.parse(`[${texts}]`) as readonly StudyEvent[]
  } catch {
    return undefined
  }
}

function alone(text: string, seq: number, store: string): StudyEvent {
  try {
    return JSON.parse(text) as StudyEvent
  } catch (error) {
    throw fault("D400", { store, seq, detail: error instanceof Error ? error.message : String(error) })
  }
}

function inPlace(found: number, seq: number, store: string): void {
  if (found !== seq) throw fault("D400", { store, seq, detail: `position ${found} stands in its place` })
}
