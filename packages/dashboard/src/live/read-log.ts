import type { StudyEvent } from "@diapason/core"
import { api } from "./api.ts"

/** The log of a study after a position, in pieces. */
export async function* readLog(study: string, after: number): AsyncGenerator<readonly StudyEvent[]> {
  for (let seen = after; ;) {
    const { events, more } = await api("GET /v1/studies/:study/log", { params: { study }, query: { after: seen, limit: 20_000 } })
    const batch = events as readonly object[] as readonly StudyEvent[]
    if (batch.length > 0) yield batch
    seen = batch.at(-1)?.seq ?? seen
    if (!more || batch.length === 0) return
  }
}
