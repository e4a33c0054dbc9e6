import { verifyChain, type EventBody, type EventStore, type StudyEvent } from "@diapason/core"
import { openStore } from "@diapason/stores"
import { expect } from "vitest"
import { wholeLog } from "../sqlite/folder.ts"

/** An event that is told from others by its number. */
export const note = (value: number): EventBody => ({ kind: "note.set", key: "k", value })

/** The number of a note. */
export const valueOf = (event: StudyEvent): unknown => ("value" in event ? event.value : undefined)

/** Opens a store and appends to its study `s`. */
export async function filled(url: string, events: readonly EventBody[]): Promise<EventStore> {
  const store = await openStore(url)
  await store.append("s", events)
  return store
}

/** Appends so many numbers, five at a time; each is in the log once, in a whole chain. */
export async function writing(store: EventStore, count: number, meanwhile: (done: number) => Promise<void>): Promise<void> {
  let next = 0
  let done = 0
  const acknowledged: number[] = []
  const write = async (): Promise<void> => {
    while (next < count) {
      const value = next++
      const appended = await store.append("s", [note(value)], value % 2 === 0 ? { once: String(value) } : {})
      expect(appended.outcome === "won" && appended.events.map(valueOf)).toEqual([value])
      acknowledged.push(value)
      await meanwhile(++done)
    }
  }
  await Promise.all(Array.from({ length: 5 }, write))
  const log = await wholeLog(store, "s")
  expect(verifyChain(log)).toMatchObject({ whole: true, head: { seq: count } })
  expect(log.map(valueOf).toSorted((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: count }, (_, i) => i))
  expect(acknowledged).toHaveLength(count)
}

/** Resolves when it is so. */
export async function until(so: () => Promise<boolean>): Promise<void> {
  while (!(await so())) await new Promise((resolve) => setTimeout(resolve, 5))
}
