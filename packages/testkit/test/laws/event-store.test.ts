import { memoryStore } from "@diapason/core"
import { eventStoreLaws, lastingStoreLaws, storeLaws } from "@diapason/testkit"
import { describe, expect, it } from "vitest"
import { brokenLastingStores, lasting } from "./broken-lasting-stores.ts"
import { brokenStores } from "./broken-stores.ts"

eventStoreLaws("the memory store", async (clock) => opened(memoryStore(clock)))

describe("the laws of an event store", () => {
  it("have a broken store each", () => {
    expect(storeLaws.map(({ name }) => name).toSorted()).toEqual(Object.keys(brokenStores).toSorted())
    expect(lastingStoreLaws.map(({ name }) => name).toSorted()).toEqual(Object.keys(brokenLastingStores).toSorted())
  })

  it.each(Object.entries(brokenStores))("tell a store that breaks only this: %s", async (name, broken) => {
    const failed = await failing(storeLaws, async (clock) => opened(broken(clock)))
    expect(failed).toEqual([name])
  })

  it.each(Object.entries(brokenLastingStores))("tell a store that breaks only this when it is opened again: %s", async (name, broken) => {
    expect(await failing(lastingStoreLaws, async (clock) => broken(clock))).toEqual([name])
  })

  it("are kept by a store in memory that is merely put down and picked up", async () => {
    expect(await failing(lastingStoreLaws, async (clock) => lasting(clock))).toEqual([])
  })
})

const opened = (store: ReturnType<typeof memoryStore>) => ({ store, close: () => store.close() })

/** The names of the laws that do not hold. */
async function failing<Open>(laws: readonly { name: string; hold(open: Open): Promise<void> }[], open: Open): Promise<string[]> {
  const failed: string[] = []
  for (const { name, hold } of laws) {
    await hold(open).catch(() => failed.push(name))
  }
  return failed
}
