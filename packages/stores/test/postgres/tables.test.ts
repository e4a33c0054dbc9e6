import { verifyChain, type EventBody } from "@diapason/core"
import { openStore } from "@diapason/stores"
import { describe, expect, it } from "vitest"
import { failureOf } from "../failure-of.ts"
import { wholeLog } from "../sqlite/folder.ts"
import { ask, schemaOf, testDatabase } from "./database.ts"
import { filled, note } from "./writing.ts"

const database = testDatabase()

describe("PostgreSQL with tables that are not for us", () => {
  it("refuses what a newer version wrote, names both versions and changes nothing", async () => {
    const url = database.fresh()
    await (await filled(url, [note(1)])).close()
    const schema = schemaOf(url)
    await ask(
      url,
      `UPDATE ${schema}.meta SET value = '5' WHERE name = 'format'; UPDATE ${schema}.meta SET value = '3.2.0' WHERE name = 'writer'`,
    )
    const error = await failureOf(openStore(url))
    expect([error.code, error.words.what]).toEqual([
      "D407",
      expect.stringMatching(/Diapason 3\.2\.0 \(format 5\); this is \d+\.\d+\.\d+ \(reads up to 1\)/),
    ])
    expect(await ask(url, `SELECT value FROM ${schema}.meta WHERE name = 'format'`)).toEqual([{ value: "5" }])
  })

  it("refuses tables of another program, and texts that are not UTF-8", async () => {
    const url = database.fresh()
    await ask(url, `CREATE SCHEMA ${schemaOf(url)}; CREATE TABLE ${schemaOf(url)}.theirs (x int)`)
    expect((await failureOf(openStore(url))).words.what).toContain("has tables of another program")
    await ask(url, "CREATE DATABASE latin ENCODING LATIN1 LOCALE 'C' TEMPLATE template0")
    const error = await failureOf(openStore(database.url.replace(/\w+$/, "latin")))
    expect([error.code, error.words.what]).toEqual(["D439", expect.stringContaining("its texts are LATIN1")])
  })

  it("makes the tables once, however many come at the same time", async () => {
    const url = database.fresh("&pool=1")
    const stores = await Promise.all(Array.from({ length: 8 }, () => openStore(url)))
    await Promise.all(stores.map((store, i) => store.append("s", [note(i)])))
    expect(await wholeLog(stores[0]!, "s")).toHaveLength(8)
    await Promise.all(stores.map((store) => store.close()))
  })

  it("keeps the zero character in names, keys and values", async () => {
    const store = await openStore(database.fresh())
    const body: EventBody = { kind: "note.set", key: "a\0b", value: "\0\ud800" }
    await store.append("s\0", [body], { once: "\0" })
    expect(await wholeLog(store, "s\0")).toMatchObject([body])
    expect((await store.append("s\0", [body], { once: "\0" })).outcome).toBe("taken")
    await store.close()
  })

  it("names the position that cannot be read, and shows a past that was changed", async () => {
    const url = database.fresh()
    const store = await filled(url, [note(1), note(2), note(3)])
    const events = `${schemaOf(url)}.events`
    await ask(url, `UPDATE ${events} SET event = replace(event, '"value":2', '"value":9') WHERE seq = 2`)
    expect(verifyChain(await wholeLog(store, "s"))).toMatchObject({ whole: false, seq: 2 })
    await ask(url, `UPDATE ${events} SET event = 'gone' WHERE seq = 3`)
    expect((await failureOf(wholeLog(store, "s"))).facts).toMatchObject({ seq: 3 })
    await ask(url, `DELETE FROM ${events} WHERE seq = 1`)
    expect((await failureOf(wholeLog(store, "s"))).words.what).toContain("at position 1: position 2 stands in its place")
    await ask(url, `DELETE FROM ${events}`)
    expect((await failureOf(wholeLog(store, "s"))).facts).toMatchObject({ seq: 1 })
    await store.close()
  })
})
