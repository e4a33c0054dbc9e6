import { stamp, type EventBody } from "@diapason/core"
import fc from "fast-check"
import { expect } from "vitest"
import { anyEvent, anyName, oddNames } from "../../generators/events.ts"
import { all, bodyText, law, note, notes, numbers, turn } from "./law.ts"

/** What is kept, and how it is read. */
export const logLaws = [
  law("what is read is what was appended, in order", ({ store, fresh }) =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.nat(4), { maxLength: 6 }), async (sizes) => {
        const study = fresh()
        let n = 0
        for (const size of sizes) {
          await store.append(study, notes(size, n))
          n += size
        }
        expect(numbers(await all(store, study))).toEqual(Array.from({ length: n }, (_, i) => i))
      }),
      { numRuns: 20 },
    ),
  ),

  law("positions run from 1 without gaps, and a read begins after the one it is given", ({ store, fresh }) =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.nat(4), { maxLength: 6 }), fc.nat(8), async (sizes, after) => {
        const study = fresh()
        for (const size of sizes) await store.append(study, notes(size))
        const total = sizes.reduce((sum, size) => sum + size, 0)
        const wanted = Array.from({ length: Math.max(0, total - after) }, (_, i) => after + i + 1)
        expect((await all(store, study, after)).map(({ seq }) => seq)).toEqual(wanted)
      }),
      { numRuns: 20 },
    ),
  ),

  law("every JSON value comes back equal, with its keys in their order", ({ store, fresh }) =>
    fc.assert(
      fc.asyncProperty(fc.array(anyEvent(), { minLength: 1, maxLength: 4 }), async (events) => {
        const study = fresh()
        await store.append(study, events)
        expect((await all(store, study)).map(bodyText).toSorted()).toEqual(events.map((event) => JSON.stringify(event)).toSorted())
      }),
      { numRuns: 60 },
    ),
  ),

  law("what append gives back is what a reader sees", ({ store, fresh }) =>
    fc.assert(
      fc.asyncProperty(fc.array(anyEvent(), { maxLength: 3 }), async (events) => {
        const study = fresh()
        const appended = await store.append(study, events)
        const given = appended.outcome === "won" ? appended.events : undefined
        expect(given?.map((event) => JSON.stringify(event))).toEqual((await all(store, study)).map((event) => JSON.stringify(event)))
      }),
      { numRuns: 20 },
    ),
  ),

  law("nobody changes the past by changing what he appended or what he read", async ({ store, fresh }) => {
    const study = fresh()
    const mine = { kind: "note.set" as const, key: "k", value: { list: [1, 2] } }
    await store.append(study, [mine])
    mine.value.list.push(3)
    for (const event of await all(store, study)) {
      try {
        ;(event as unknown as { value: { list: number[] } }).value.list.push(4)
      } catch {
        // Frozen: as good as a copy.
      }
    }
    expect((await all(store, study)).map(bodyText)).toEqual(['{"kind":"note.set","key":"k","value":{"list":[1,2]}}'])
  }),

  law("studies do not mix, whatever their names", ({ store, fresh }) =>
    fc.assert(
      fc.asyncProperty(fc.uniqueArray(anyName(), { minLength: 1, maxLength: 6 }), async (studies) => {
        const before = await Promise.all(studies.map(async (study) => (await all(store, study)).length))
        for (const [i, study] of studies.entries()) await store.append(study, [note(i)])
        for (const [i, study] of studies.entries()) expect(numbers(await all(store, study, before[i]))).toEqual([i])
        expect(await all(store, `${studies[0]}${fresh()}`)).toEqual([])
      }),
      { numRuns: 20, examples: [[[...oddNames]]] },
    ),
  ),

  law("an append is all or nothing, also of a thousand events", async ({ store, fresh }) => {
    const study = fresh()
    const sizes: number[] = []
    const work = Promise.all([store.append(study, notes(1000)), store.append(study, notes(1000))])
    for (let i = 0; i < 20; i++) {
      sizes.push((await all(store, study)).length)
      await turn()
    }
    await work
    sizes.push((await all(store, study)).length)
    expect([...new Set(sizes)].filter((size) => size % 1000 !== 0)).toEqual([])
    expect(sizes.at(-1)).toBe(2000)
    await expect(store.append(study, [...notes(10), unwritable()])).rejects.toThrow()
    expect(await all(store, study)).toHaveLength(2000)
  }),

  law("each event is linked to the one before it by its hash", ({ store, clock, fresh }) =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.array(anyEvent(), { maxLength: 3 }), { maxLength: 4 }), async (appends) => {
        const study = fresh()
        for (const events of appends) {
          await store.append(study, events)
          await clock.advance(7)
        }
        let hash = ""
        for (const event of await all(store, study)) {
          const { seq, at, hash: found, ...body } = event
          expect(found).toBe(stamp({ seq: seq - 1, hash }, body as EventBody, at).hash)
          hash = found
        }
      }),
      { numRuns: 20 },
    ),
  ),

  law("appends at the same time each get positions of their own", async ({ store, fresh }) => {
    const study = fresh()
    const done = await Promise.all(Array.from({ length: 40 }, (_, i) => store.append(study, [note(i)])))
    expect(done.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 40 }, () => "won"))
    expect(numbers(await all(store, study)).toSorted((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 40 }, (_, i) => i))
  }),

  law("a reader half way is not disturbed by an append", async ({ store, fresh }) => {
    const study = fresh()
    await store.append(study, notes(2500))
    const seen: number[] = []
    for await (const batch of store.read(study, 0)) {
      for (const event of batch) seen.push(event.seq)
      if (seen.length < 2500) await store.append(study, notes(3))
    }
    expect(seen.length).toBeGreaterThanOrEqual(2500)
    expect(seen).toEqual(seen.map((_, i) => (seen[0] ?? 0) + i))
  }),
]

/** Looks like an event and cannot be written as JSON. */
const unwritable = (): EventBody => ({ kind: "note.set", key: "n", value: 1n as unknown as number })
