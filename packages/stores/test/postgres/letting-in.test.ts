import { openStore } from "@diapason/stores"
import { readFileSync, writeFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { failureOf } from "../failure-of.ts"
import { wholeLog } from "../sqlite/folder.ts"
import { ask, holding, testDatabase } from "./database.ts"
import { filled, note } from "./writing.ts"

const database = testDatabase()

describe("PostgreSQL that does not let one in", () => {
  it("says that a password is wrong or missing, or that there is no such database, and never the password", async () => {
    const { url, port, name } = database
    const [row] = await ask(url, "SELECT current_setting('hba_file') AS file")
    const rules = String(row?.["file"])
    await ask(url, "CREATE ROLE ada LOGIN PASSWORD 'right and secret'")
    writeFileSync(rules, `host all ada 127.0.0.1/32 scram-sha-256\n${readFileSync(rules, "utf8")}`)
    await ask(url, "SELECT pg_reload_conf()")
    const addresses = [`ada:wrong%20secret@127.0.0.1:${port}/${name}`, `ada@127.0.0.1:${port}/${name}`, `postgres@127.0.0.1:${port}/none`]
    for (const address of addresses) {
      const error = await failureOf(openStore(`postgres://${address}`))
      expect([error.code, error.words.what]).toEqual(["D436", expect.stringContaining("does not let")])
      expect(JSON.stringify([error.words, error.facts, String(error)])).not.toContain("secret")
    }
    await ask(url, `GRANT CREATE ON DATABASE ${name} TO ada`)
    const store = await openStore(`postgres://ada:right%20and%20secret@127.0.0.1:${port}/${name}?schema=ada`)
    expect(store.url).toBe(`postgres://ada@127.0.0.1:${port}/${name}?schema=ada`)
    expect((await store.append("s", [note(1)])).outcome).toBe("won")
    await store.close()
  })

  it("says that nobody answers there, soon", async () => {
    const error = await failureOf(openStore("postgres://ada:secret@127.0.0.1:9/db?wait=200ms"))
    expect([error.code, error.words.what]).toEqual([
      "D435",
      expect.stringMatching(/ada@127\.0\.0\.1:9\/db did not answer for 0\.2 s: .*ECONNREFUSED/),
    ])
  })

  it("says that a user may make no tables, and names the right that he lacks", async () => {
    await ask(database.url, "CREATE ROLE guest LOGIN")
    const error = await failureOf(openStore(database.fresh().replace("postgres@", "guest@")))
    expect([error.code, error.words.mend]).toEqual(["D436", expect.stringContaining("GRANT CREATE")])
  })

  it("shows a database that can only be read, and takes nothing for it", async () => {
    const url = database.fresh()
    await (await filled(url, [note(1), note(2)])).close()
    await ask(url, `CREATE ROLE reader LOGIN; ALTER ROLE reader SET default_transaction_read_only = on; GRANT pg_read_all_data TO reader`)
    const store = await openStore(url.replace("postgres@", "reader@"))
    expect(await wholeLog(store, "s")).toHaveLength(2)
    expect((await failureOf(store.append("s", [note(3)]))).code).toBe("D437")
    await store.close()
    expect((await failureOf(openStore(database.fresh().replace("postgres@", "reader@")))).code).toBe("D437")
  })

  it("waits for a free connection, and says so when none comes", async () => {
    const url = database.fresh().replace("postgres@", "few@")
    await ask(database.url, `CREATE ROLE few LOGIN CONNECTION LIMIT 1; GRANT CREATE ON DATABASE ${database.name} TO few`)
    const holder = await holding(url, "SELECT 1")
    const error = await failureOf(openStore(`${url}&wait=300ms`))
    expect([error.code, error.words.what]).toEqual(["D438", expect.stringContaining("no connection free for 0.3 s: too many connections")])
    const patient = openStore(url)
    await holder.end()
    const store = await patient
    await Promise.all(Array.from({ length: 5 }, (_, i) => Promise.all([store.append("s", [note(i)]), wholeLog(store, "s")])))
    expect(await wholeLog(store, "s")).toHaveLength(5)
    await store.close()
  })
})
