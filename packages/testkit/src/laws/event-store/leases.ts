import fc from "fast-check"
import { expect } from "vitest"
import { anyHolder, anyName, oddNames } from "../../generators/events.ts"
import { holder, law, note, taken } from "./law.ts"

/** Time-limited rights by key. */
export const leaseLaws = [
  law("of several takers of one key one wins, and the others learn who it is", ({ store, fresh }) =>
    fc.assert(
      fc.asyncProperty(fc.uniqueArray(anyHolder(), { minLength: 2, maxLength: 4, comparator: "SameValue" }), async (holders) => {
        const key = fresh()
        const answers = await Promise.all(holders.map((who) => store.leases.take(key, who, 1000)))
        const winner = answers.findIndex((answer) => !("held" in answer))
        const losers = answers.filter((answer) => "held" in answer)
        expect(losers).toHaveLength(holders.length - 1)
        for (const loser of losers)
          expect(loser).toEqual({ held: true, holder: holders[winner], token: answers[winner]?.token, expired: false })
      }),
      { numRuns: 15 },
    ),
  ),

  law("leases of different keys have nothing to do with each other", ({ store, fresh }) =>
    fc.assert(
      fc.asyncProperty(fc.uniqueArray(anyName(), { minLength: 2, maxLength: 5 }), async (drawn) => {
        const prefix = `${fresh()}:`
        for (const key of drawn) expect(await store.leases.take(prefix + key, holder(key), 1000)).toMatchObject({ key: prefix + key })
        for (const key of drawn) expect((await store.leases.look(prefix + key))?.holder.host).toBe(key)
      }),
      { numRuns: 15, examples: [[[...oddNames]]] },
    ),
  ),

  law("the tokens of a key only grow, also after it was given back", ({ store, fresh }) =>
    fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }), async (released) => {
        const key = fresh()
        let lease = await taken(store, key, 1000)
        for (const back of released) {
          if (back) await store.leases.release(lease)
          const next = await taken(store, key, 1000, lease.token)
          expect(next.token).toBeGreaterThan(lease.token)
          lease = next
        }
      }),
      { numRuns: 15 },
    ),
  ),

  law("a lease runs out by the store's clock, then and not before", async ({ store, clock, fresh }) => {
    const key = fresh()
    const lease = await taken(store, key, 1000)
    await clock.advance(999)
    expect(await store.leases.take(key, holder("two"), 1000)).toMatchObject({ held: true })
    await clock.advance(1)
    const next = await store.leases.take(key, holder("two"), 1000)
    expect(next).toMatchObject({ key })
    expect(next.token).toBeGreaterThan(lease.token)
  }),

  law("before its time a lease is taken only over its present token", async ({ store, fresh }) => {
    const key = fresh()
    const first = await taken(store, key, 1000)
    for (const wrong of [0, first.token + 1, first.token - 1, -1]) {
      expect(await store.leases.take(key, holder("two"), 1000, wrong)).toMatchObject({ held: true, token: first.token })
    }
    const second = await taken(store, key, 1000, first.token)
    expect(await store.leases.take(key, holder("two"), 1000, first.token)).toMatchObject({ held: true, token: second.token })
  }),

  law("who renews keeps the lease from then on", async ({ store, clock, fresh }) => {
    const key = fresh()
    const lease = await taken(store, key, 1000)
    await clock.advance(900)
    expect(await store.leases.renew(lease, 1000)).toBe(true)
    await clock.advance(900)
    expect((await store.leases.look(key))?.expired).toBe(false)
    await clock.advance(5000)
    expect(await store.leases.renew(lease, 1000)).toBe(true)
    expect((await store.leases.look(key))?.expired).toBe(false)
  }),

  law("who has lost a lease cannot renew it", async ({ store, fresh }) => {
    const key = fresh()
    const old = await taken(store, key, 1000)
    const now = await taken(store, key, 1000, old.token)
    expect(await store.leases.renew(old, 1000)).toBe(false)
    expect(await store.leases.renew(now, 1000)).toBe(true)
    expect(await store.leases.renew({ key: fresh(), token: 1 }, 1000)).toBe(false)
  }),

  law("a lease that was given back is free, and no longer its old holder's", async ({ store, fresh }) => {
    const key = fresh()
    const lease = await taken(store, key, 1000)
    await store.leases.release(lease)
    expect(await store.leases.look(key)).toBeUndefined()
    expect(await store.leases.renew(lease, 1000)).toBe(false)
    expect((await store.append(fresh(), [note(1)], { fence: lease })).outcome).toBe("fenced")
    expect(await store.leases.take(key, holder("two"), 1000)).toMatchObject({ key })
  }),

  law("who has lost a lease gives nothing back", async ({ store, fresh }) => {
    const key = fresh()
    const old = await taken(store, key, 1000)
    const now = await taken(store, key, 1000, old.token)
    await store.leases.release(old)
    await store.leases.release({ key: fresh(), token: 1 })
    expect(await store.leases.look(key)).toMatchObject({ token: now.token })
  }),

  law("a look tells the holder, the token and whether the time has run out", ({ store, clock, fresh }) =>
    fc.assert(
      fc.asyncProperty(anyHolder(), async (who) => {
        const key = fresh()
        expect(await store.leases.look(key)).toBeUndefined()
        const { token } = await store.leases.take(key, who, 1000)
        expect(await store.leases.look(key)).toEqual({ held: true, holder: who, token, expired: false })
        await clock.advance(1000)
        expect(await store.leases.look(key)).toEqual({ held: true, holder: who, token, expired: true })
      }),
      { numRuns: 15 },
    ),
  ),
]
