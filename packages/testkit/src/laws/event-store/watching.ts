import type { EventStore, StudyEvent } from "@diapason/core"
import { expect } from "vitest"
import { law, note, notes, numbers, soon, turn } from "./law.ts"

/** A reader that stays. */
export const watchLaws = [
  law("a watcher gets what is there and then what comes, each once and in order", async ({ store, fresh }) => {
    const study = fresh()
    await store.append(study, notes(3))
    const stop = new AbortController()
    const watched = numbered(store, study, 1, 7, stop)
    for (let i = 3; i < 8; i++) {
      await turn()
      await store.append(study, [note(i)])
    }
    expect(await soon("a watcher gets what comes", watched)).toEqual([1, 2, 3, 4, 5, 6, 7])
  }),

  law("what is appended while a watcher turns from reading to waiting is not missed", async ({ store, fresh }) => {
    const study = fresh()
    await store.append(study, [note(0)])
    const stop = new AbortController()
    const seen: number[] = []
    let begin = (): void => undefined
    const begun = new Promise<void>((resolve) => (begin = resolve))
    const watcher = (async () => {
      for await (const batch of store.watch(study, 0, stop.signal)) {
        seen.push(...batch.map(({ seq }) => seq))
        begin()
        if (seen.length === 1) void store.append(study, [note(1)])
        if (seen.includes(3)) return
      }
    })()
    await soon("a watcher sees what is there", begun)
    for (let i = 0; i < 5; i++) await turn()
    await store.append(study, [note(2)])
    await soon("a watcher hears of an append", watcher)
    expect(seen).toEqual([1, 2, 3])
  }),

  law("a watch ends when its signal is aborted, before it began, while it reads and while it waits", async ({ store, fresh }) => {
    const study = fresh()
    await store.append(study, notes(5))
    expect(await soon("a watch that was called off", drain(store, study, AbortSignal.abort()))).toBe(0)
    const long = fresh()
    await store.append(long, notes(2500))
    const early = new AbortController()
    let batches = 0
    for await (const _batch of store.watch(long, 0, early.signal)) {
      batches++
      early.abort()
    }
    expect(batches).toBe(1)
    const stop = new AbortController()
    const waiting = drain(store, study, stop.signal)
    for (let i = 0; i < 5; i++) await turn()
    stop.abort()
    expect(await soon("a watch that waits ends", waiting)).toBeLessThanOrEqual(5)
  }),

  law("a watcher of a study that does not exist yet sees it begin", async ({ store, fresh }) => {
    const [study, other] = [fresh(), fresh()]
    const stop = new AbortController()
    const watched = numbered(store, study, 0, 1, stop)
    await turn()
    await store.append(other, notes(3, 10))
    await store.append(study, [note(42)])
    expect(await soon("a watcher sees a study begin", watched)).toEqual([42])
  }),
]

/** The notes a watcher saw when it had `count` of them, or when it ended. */
async function numbered(store: EventStore, study: string, after: number, count: number, stop: AbortController): Promise<unknown[]> {
  const seen: StudyEvent[] = []
  for await (const batch of store.watch(study, after, stop.signal)) {
    seen.push(...batch)
    if (seen.length >= count) break
  }
  return numbers(seen)
}

async function drain(store: EventStore, study: string, signal: AbortSignal): Promise<number> {
  let count = 0
  for await (const batch of store.watch(study, 0, signal)) count += batch.length
  return count
}
