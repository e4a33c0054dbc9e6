import { openStore } from "@diapason/stores"
import { describe, expect, it } from "vitest"
import { wholeLog } from "../sqlite/folder.ts"
import { ask, testDatabase } from "./database.ts"
import { note, until } from "./writing.ts"

const database = testDatabase()

describe("PostgreSQL between programs", () => {
  it("gives along what others have appended", async () => {
    const url = database.fresh()
    const [one, two] = [await openStore(url), await openStore(url)]
    await one.append("s", [note(1)])
    await two.append("s", [note(2), note(3)])
    const won = await one.append("s", [note(4)], { seen: 1, once: "k" })
    expect(won.outcome === "won" && won.before).toEqual((await wholeLog(two, "s")).slice(1, 3))
    const taken = await two.append("s", [note(5)], { seen: 3, once: "k" })
    expect(taken).toEqual({ outcome: "taken", before: (await wholeLog(one, "s")).slice(3) })
    expect(await one.append("s", [note(6)], { seen: 4 })).toEqual({ outcome: "won", events: (await wholeLog(one, "s")).slice(4) })
    await one.close()
    await two.close()
  })

  it("gives each his turn, with what came before it; a turn ends with its program", async () => {
    const url = database.fresh()
    const stores = await Promise.all([openStore(url), openStore(url), openStore(url)])
    let inside = 0
    await Promise.all(
      stores.map(async (store, i) => {
        for (let n = 0; n < 10; n++)
          await store.turn!("s", 0, async (newer) => {
            expect(++inside).toBe(1)
            expect(newer.length).toBe((await wholeLog(store, "s")).length)
            await store.append("s", [note(10 * i + n)])
            inside--
          })
      }),
    )
    let leave = (): void => undefined
    const held = stores[0]!.turn!("s", 0, () => new Promise<void>((resolve) => (leave = resolve)))
    await until(
      async () =>
        (
          await ask(
            url,
            "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
          )
        ).length > 0,
    )
    const next = stores[1]!.turn!("s", 30, async (newer) => newer.length)
    await ask(
      url,
      "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
    )
    expect(await next).toBe(0)
    leave()
    await held
    await Promise.all(stores.map((store) => store.close()))
  })

  it("wakes a watcher in another program soon, also after its ear was cut off", async () => {
    const url = database.fresh()
    const [one, two] = [await openStore(url), await openStore(url)]
    const stop = new AbortController()
    const batches = two.watch("s", 0, stop.signal)[Symbol.asyncIterator]()
    for (let i = 0; i < 3; i++) {
      const next = batches.next()
      await until(
        async () =>
          (await ask(url, "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()")).length > 0,
      )
      const begin = performance.now()
      await one.append("s", [note(i)])
      expect((await next).value).toHaveLength(1)
      expect(performance.now() - begin).toBeLessThan(1500)
      await ask(url, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND datname = current_database()")
    }
    stop.abort()
    await one.close()
    await two.close()
  })
})
