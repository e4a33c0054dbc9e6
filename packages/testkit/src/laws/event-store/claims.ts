import fc from "fast-check"
import { expect } from "vitest"
import { anyName, oddNames } from "../../generators/events.ts"
import { all, holder, law, note, notes, numbers, taken, turn } from "./law.ts"

/** Who may append: `once` keys and fences. */
export const claimLaws = [
  law("of the writers with one once key one wins, and the others change nothing", ({ store, fresh }) =>
    fc.assert(
      fc.asyncProperty(anyName(), fc.integer({ min: 2, max: 5 }), async (once, writers) => {
        const study = fresh()
        const claims = await Promise.all(Array.from({ length: writers }, (_, i) => store.append(study, notes(2, 10 * i), { once })))
        expect(claims.map(({ outcome }) => outcome).toSorted()).toEqual([...Array<string>(writers - 1).fill("taken"), "won"])
        expect(await store.append(study, notes(2, 100), { once })).toEqual({ outcome: "taken" })
        const winner = claims.findIndex(({ outcome }) => outcome === "won")
        expect(numbers(await all(store, study)).toSorted()).toEqual([10 * winner, 10 * winner + 1].toSorted())
      }),
      { numRuns: 20 },
    ),
  ),

  law("a once key counts in its own study alone, and different keys are different", ({ store, fresh }) =>
    fc.assert(
      fc.asyncProperty(fc.uniqueArray(anyName(), { minLength: 2, maxLength: 4 }), async (keys) => {
        for (const study of [fresh(), fresh()]) {
          for (const once of keys) expect((await store.append(study, [note(1)], { once })).outcome).toBe("won")
        }
      }),
      { numRuns: 20, examples: [[[...oddNames]]] },
    ),
  ),

  law("a once key that nobody won is free", async ({ store, fresh }) => {
    const [study, key] = [fresh(), fresh()]
    const old = await taken(store, key, 1000)
    await taken(store, key, 1000, old.token)
    expect((await store.append(study, [note(1)], { once: "k", fence: old })).outcome).toBe("fenced")
    expect((await store.append(study, [note(2)], { once: "k" })).outcome).toBe("won")
  }),

  law("who has lost the lease appends nothing; who has it appends, also when its time has run out", async ({ store, clock, fresh }) => {
    const [study, key] = [fresh(), fresh()]
    const old = await taken(store, key, 1000)
    expect((await store.append(study, [note(1)], { fence: old })).outcome).toBe("won")
    await clock.advance(5000)
    expect((await store.append(study, [note(2)], { fence: old })).outcome).toBe("won")
    const now = await taken(store, key, 1000, old.token)
    expect(await store.append(study, [note(3)], { fence: old })).toEqual({ outcome: "fenced" })
    expect((await store.append(study, [note(4)], { fence: now })).outcome).toBe("won")
    expect(await store.append(study, [note(5)], { fence: { key: fresh(), token: 1 } })).toEqual({ outcome: "fenced" })
    expect(numbers(await all(store, study))).toEqual([1, 2, 4])
  }),

  law("who has lost the lease hears of that before anything else", async ({ store, fresh }) => {
    const [study, key] = [fresh(), fresh()]
    const old = await taken(store, key, 1000)
    await taken(store, key, 1000, old.token)
    await store.append(study, [note(1)], { once: "k" })
    expect((await store.append(study, [note(2)], { once: "k", fence: old })).outcome).toBe("fenced")
  }),

  law("the fence is asked in the same step as the append", async ({ store, fresh }) => {
    for (let pause = 0; pause < 12; pause++) {
      const [study, key] = [fresh(), fresh()]
      const old = await taken(store, key, 1000)
      const late = Array.from({ length: 4 }, () => store.append(study, [note(1)], { fence: old }))
      for (let i = 0; i < pause; i++) await Promise.resolve()
      const now = await store.leases.take(key, holder("two"), 1000, old.token)
      if (!("held" in now)) await store.append(study, [note(2)])
      late.push(turn().then(() => store.append(study, [note(1)], { fence: old })))
      await Promise.all(late)
      const log = numbers(await all(store, study))
      expect(log.slice(log.indexOf(2))).toEqual([2])
    }
  }),
]
