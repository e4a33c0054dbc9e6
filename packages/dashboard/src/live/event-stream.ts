import type { StudyEvent } from "@diapason/core"
import { base } from "./api.ts"

/** Whether events come: `live`, a cut that is being mended, or none and no hope for now. */
export type Connection = "live" | "reconnecting" | "offline"

interface Hearer {
  batch(events: readonly StudyEvent[]): void
  connection(state: Connection): void
}

/** The events of a study after a position, as they come. Returns how to end that. A cut is mended by itself from where it was. */
export function events(study: string, after: number, hearer: Hearer): () => void {
  let seen = after
  const source = new EventSource(`${base}/v1/studies/${encodeURIComponent(study)}/events?after=${after}`)
  source.onopen = () => hearer.connection("live")
  source.onmessage = ({ data }: MessageEvent<string>) => {
    const batch = (JSON.parse(data) as readonly StudyEvent[]).filter(({ seq }) => seq > seen)
    seen = batch.at(-1)?.seq ?? seen
    if (batch.length > 0) hearer.batch(batch)
  }
  source.onerror = () => hearer.connection(source.readyState === EventSource.CLOSED ? "offline" : "reconnecting")
  return () => source.close()
}
