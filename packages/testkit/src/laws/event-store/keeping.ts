import { DiapasonError, type StudyHeader } from "@diapason/core"
import fc from "fast-check"
import { expect } from "vitest"
import { virtualClock } from "../../simulator/virtual-clock.ts"
import { anyName, oddNames } from "../../generators/events.ts"
import { all, law, note, notes, soon, turn, type Room, type StoreLaw } from "./law.ts"

/** The rest: time, headers, the cache, the end. */
export const keepingLaws = [
  clockLaw("an event has the store's time, and time never goes back", async ({ store, clock, fresh }, shift) => {
    const study = fresh()
    const start = clock.now()
    await store.append(study, notes(2))
    await clock.advance(60)
    await store.append(study, [note(2)])
    shift(-1000)
    await store.append(study, [note(3)])
    shift(0)
    await clock.advance(40)
    await store.append(study, [note(4)])
    expect((await all(store, study)).map(({ at }) => at - start)).toEqual([0, 0, 60, 60, 100])
  }),

  law("studies are listed in the order of their creation", async ({ store }) => {
    const names = ["b", "a", "c", "B", "0"]
    for (const study of names) await store.append(study, [note(0)])
    await store.append("a", [note(1)])
    for await (const _batch of store.read("never created", 0)) expect.unreachable()
    expect((await headers(store)).map(({ study }) => study)).toEqual(names)
  }),

  law("the header of a study tells position and time of its newest event", async ({ store, clock }) => {
    const start = clock.now()
    await store.append("a", notes(3))
    await store.append("b", [note(0)])
    await clock.advance(10)
    await store.append("a", [note(3)])
    const found = (await headers(store)).toSorted((a, b) => (a.study < b.study ? -1 : 1))
    expect(found).toEqual([
      { study: "a", seq: 4, at: start + 10 },
      { study: "b", seq: 1, at: start },
    ])
  }),

  law("the cache gives the bytes last put under that name of that study, or nothing", ({ store, fresh }) =>
    fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(anyName(), { minLength: 1, maxLength: 4 }),
        fc.uint8Array({ maxLength: 50 }),
        async (names, bytes) => {
          const [one, two] = [fresh(), fresh()]
          for (const [i, name] of names.entries()) {
            expect(await store.cache.get(one, name)).toBeUndefined()
            await store.cache.put(one, name, Uint8Array.of(1, 2, 3))
            const mine = Uint8Array.of(i, ...bytes)
            await store.cache.put(one, name, mine)
            mine.fill(99)
          }
          for (const [i, name] of names.entries()) {
            const found = await store.cache.get(one, name)
            if (found !== undefined) expect([...found]).toEqual([i, ...bytes])
            found?.fill(77)
            const again = await store.cache.get(one, name)
            if (again !== undefined) expect([...again]).toEqual([i, ...bytes])
            expect(await store.cache.get(two, name)).toBeUndefined()
          }
        },
      ),
      { numRuns: 15, examples: [[[...oddNames], Uint8Array.of()]] },
    ),
  ),

  law("a closed store ends its watches and refuses what is asked of it, and closes twice", async ({ store, fresh }) => {
    const study = fresh()
    await store.append(study, [note(0)])
    const stop = new AbortController()
    const watch = (async () => {
      for await (const _batch of store.watch(study, 0, stop.signal)) await turn()
    })()
    for (let i = 0; i < 5; i++) await turn()
    await store.close()
    await store.close()
    await soon("a watch of a closed store ends", watch)
    expect(await codeOf(store.append(study, [note(1)]))).toBe("D406")
    expect(await codeOf(all(store, study))).toBe("D406")
    expect(await codeOf(headers(store))).toBe("D406")
  }),
]

/** A law whose clock can be put back. */
function clockLaw(name: string, hold: (room: Room, shift: (ms: number) => void) => Promise<void>): StoreLaw {
  return {
    name,
    hold(open) {
      let off = 0
      const clock = virtualClock()
      const shifted = { ...clock, now: () => clock.now() + off }
      const shift = (ms: number): void => void (off = ms)
      return law(name, (room) => hold({ ...room, clock }, shift)).hold(() => open(shifted))
    },
  }
}

async function headers(store: Room["store"]): Promise<StudyHeader[]> {
  const found: StudyHeader[] = []
  for await (const header of store.studies()) found.push(header)
  return found
}

/** The code of the error that `work` ends in; undefined when it ends well. */
const codeOf = (work: Promise<unknown>): Promise<string | undefined> =>
  work.then(
    () => undefined,
    (error: unknown) => (error instanceof DiapasonError ? error.code : String(error)),
  )
