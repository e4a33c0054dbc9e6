import { readFile } from "node:fs/promises"
import { fault, verifyChain, type EventStore, type StudyEvent } from "@diapason/core"

/** A whole log as it is handed from store to store: a head line, then one event a line, with positions, times and hashes. */
export interface Bundle {
  readonly study: string
  /** sha256 of the last event. */
  readonly head: string
  readonly events: readonly StudyEvent[]
}

const kind = "diapason.log/1"

/** The lines of a study's bundle. Throws what the store throws. */
export async function* bundleLines(store: EventStore, study: string): AsyncGenerator<string> {
  const events: StudyEvent[] = []
  for await (const batch of store.read(study, 0)) events.push(...batch)
  yield JSON.stringify({ bundle: kind, study, events: events.length, head: events.at(-1)?.hash ?? "" })
  for (const event of events) yield JSON.stringify(event)
}

/** Whether the first line of a text begins a bundle. */
export const isBundle = (text: string): boolean => text.startsWith(`{"bundle":"${kind}"`)

/** Reads a bundle, and proves that no event is missing or was changed. Throws D351. */
export async function readBundle(file: string): Promise<Bundle> {
  const refused = (line: number | undefined, problem: string): Error =>
    fault("D351", { file, line, problem, mend: "export the study again: diapason export STUDY --to FILE.jsonl" })
  const [head = "", ...lines] = (await readFile(file, "utf8")).split("\n")
  const read = (text: string, line: number): Record<string, unknown> => {
    try {
      return JSON.parse(text) as Record<string, unknown>
    } catch {
      throw refused(line, "this is no JSON; the file may have been cut")
    }
  }
  const { study, events: count, head: hash } = read(head, 1)
  if (!isBundle(head) || typeof study !== "string") throw refused(1, "this is not the first line of an exported log")
  const events = lines.filter((line) => line !== "").map((line, i) => read(line, i + 2) as unknown as StudyEvent)
  const check = verifyChain(events)
  if (!check.whole) throw refused(check.seq + 1, `the chain is broken at position ${check.seq}: ${check.detail}`)
  if (events.length !== count || check.head.hash !== hash || events.length === 0)
    throw refused(undefined, `${String(count)} events were exported, ${events.length} are here`)
  return { study, head: check.head.hash, events }
}
