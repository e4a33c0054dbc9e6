import { verifyChain } from "@diapason/core"
import { openStore } from "@diapason/stores"
import { describe, expect, it } from "vitest"
import { failureOf } from "../failure-of.ts"
import { wholeLog } from "../sqlite/folder.ts"
import { cuttable } from "./cuttable.ts"
import { ask, holding, schemaOf, testDatabase } from "./database.ts"
import { filled, note, until, valueOf, writing } from "./writing.ts"

const database = testDatabase()

describe("PostgreSQL that is cut off", () => {
  it("appends once what was appended and not answered, and gives it back as it stands there", async () => {
    const way = await cuttable(database.port)
    const url = database.fresh()
    const store = await openStore(url.replace(String(database.port), String(way.port)))
    await store.append("s", [note(0)])
    for (let i = 1; i <= 3; i++) {
      way.muteAt("append")
      const appended = store.append("s", [note(i), note(-i)], { once: `k${i}` })
      await arrived(url, 2 * i + 1)
      way.heal()
      way.cut()
      expect(await appended).toEqual({ outcome: "won", events: (await wholeLog(store, "s")).slice(-2) })
    }
    const log = await wholeLog(store, "s")
    expect(log.map(valueOf)).toEqual([0, 1, -1, 2, -2, 3, -3])
    expect(verifyChain(log).whole).toBe(true)
    await store.close()
    await way.close()
  })

  it("a lease that was taken and not answered is told to who took it", async () => {
    const way = await cuttable(database.port)
    const url = database.fresh()
    const store = await openStore(url.replace(String(database.port), String(way.port)))
    way.muteAt("take")
    const lease = store.leases.take("k", { host: "h", boot: "b", pid: 1, started: "0" }, 60_000)
    await until(async () => (await ask(url, `SELECT 1 FROM ${schemaOf(url)}.leases`)).length > 0)
    way.heal()
    way.cut()
    expect(await lease).toEqual({ key: "k", token: 1 })
    await store.close()
    await way.close()
  })

  it("goes on when its connections are ended while it writes: nothing is lost, and nothing twice", async () => {
    const url = database.fresh()
    const store = await openStore(url)
    const kill = () =>
      ask(
        url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'diapason' AND datname = current_database()",
      )
    await writing(store, 300, async (done) => {
      if (done % 60 === 0) await kill()
    })
    const writers = `${schemaOf(url)}.writers`
    await ask(url, `INSERT INTO ${writers} VALUES (gen_random_uuid(), 1, 1, '', now() - interval '3 days')`)
    await store.close()
    expect(await ask(url, `SELECT batch > 50 AS long FROM ${writers}`)).toEqual([{ long: true }])
  })

  it("says so when it stays silent, and works again afterwards", async () => {
    const way = await cuttable(database.port)
    const url = `${database.fresh().replace(String(database.port), String(way.port))}&wait=1s`
    const store = await openStore(url)
    await store.append("s", [note(1)])
    way.mute()
    const error = await failureOf(store.append("s", [note(2)]))
    expect([error.code, error.words.what]).toEqual(["D435", expect.stringContaining("did not answer for 1 s")])
    way.heal()
    expect((await store.append("s", [note(3)])).outcome).toBe("won")
    // Whether what was not acknowledged is there nobody promised; twice it is not.
    expect([
      [1, 3],
      [1, 2, 3],
    ]).toContainEqual((await wholeLog(store, "s")).map(valueOf))
    await store.close()
    await way.close()
  })

  it("does not wait for ever for a row that another program has locked", async () => {
    const url = database.fresh("&wait=1s")
    const store = await filled(url, [note(1)])
    const holder = await holding(url, `BEGIN; SELECT * FROM ${schemaOf(url)}.studies FOR UPDATE`)
    expect((await failureOf(store.append("s", [note(2)]))).code).toBe("D435")
    await holder.end()
    await store.append("s", [note(3)])
    await store.close()
  })
})

const arrived = (url: string, seq: number): Promise<void> =>
  until(async () => Number((await ask(url, `SELECT seq FROM ${schemaOf(url)}.studies`))[0]?.["seq"]) >= seq)
