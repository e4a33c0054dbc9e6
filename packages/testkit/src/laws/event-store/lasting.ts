import { verifyChain, type EventStore } from "@diapason/core"
import { expect } from "vitest"
import { virtualClock, type VirtualClock } from "../../simulator/virtual-clock.ts"
import { all, holder, note, notes, numbers, taken, type OpenLasting, type StoreLaw } from "./law.ts"

/** What a store must still know after it was closed and opened again. */
export const lastingLaws: readonly StoreLaw<OpenLasting>[] = [
  lasting("the log is there after reopening, and goes on where it was", async (store, reopen) => {
    await store.append("s", notes(3))
    const before = await all(store, "s")
    const again = await reopen()
    expect(await all(again, "s")).toEqual(before)
    await again.append("s", [note(3)])
    const after = await all(again, "s")
    expect(numbers(after)).toEqual([0, 1, 2, 3])
    expect(verifyChain(after).whole).toBe(true)
  }),

  lasting("a once key is remembered after reopening", async (store, reopen) => {
    await store.append("s", [note(0)], { once: "trial/0" })
    const again = await reopen()
    expect((await again.append("s", [note(1)], { once: "trial/0" })).outcome).toBe("taken")
    expect((await again.append("s", [note(1)], { once: "trial/1" })).outcome).toBe("won")
  }),

  lasting("tokens go on growing after reopening", async (store, reopen) => {
    const first = await taken(store, "k", 1000)
    await store.leases.release(first)
    const again = await reopen()
    expect((await taken(again, "k", 1000)).token).toBeGreaterThan(first.token)
  }),

  lasting("a lease is still held after reopening, until its time runs out", async (store, reopen, clock) => {
    const { token } = await taken(store, "k", 1000)
    const again = await reopen()
    expect(await again.leases.take("k", holder("two"), 1000)).toEqual({ held: true, holder: holder("one"), token, expired: false })
    await clock.advance(1000)
    expect(await again.leases.take("k", holder("two"), 1000)).toMatchObject({ key: "k" })
  }),
]

function lasting(name: string, hold: (store: EventStore, reopen: () => Promise<EventStore>, clock: VirtualClock) => Promise<void>) {
  return {
    name,
    async hold(open: OpenLasting) {
      const clock = virtualClock()
      const { store, reopen, close } = await open(clock)
      try {
        await hold(store, reopen, clock)
      } finally {
        await close()
      }
    },
  }
}
