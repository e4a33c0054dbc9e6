import type { EventStore, StudyEvent } from "@diapason/core"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** Does some work in a folder of its own, which is gone afterwards. */
export async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "diapason-"))
  try {
    await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The whole log of a study. */
export const wholeLog = (store: EventStore, study: string): Promise<StudyEvent[]> => collect(store.read(study, 0))

/** Every event of the batches. */
export async function collect(batches: AsyncIterable<readonly StudyEvent[]>): Promise<StudyEvent[]> {
  const events: StudyEvent[] = []
  for await (const batch of batches) events.push(...batch)
  return events
}
