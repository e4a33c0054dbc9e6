import { verifyChain, type EventBody, type EventStore, type StudyEvent } from "@diapason/core"
import { openStore } from "@diapason/stores"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import pg from "pg"
import { describe, expect, it } from "vitest"
import { failureOf } from "../failure-of.ts"
import { wholeLog } from "../sqlite/folder.ts"
import { cuttable } from "./cuttable.ts"
import { ask, testServer } from "./database.ts"

const { server, fresh } = testServer()

describe("PostgreSQL that does not let one in", () => {
  it("says that a password is wrong or missing, or that there is no such database, and never the password", async () => {
    const { url, port, folder } = server()
    await ask(url, "CREATE ROLE ada LOGIN PASSWORD 'right and secret'")
    const rules = join(folder, "data/pg_hba.conf")
    writeFileSync(rules, `host all ada 127.0.0.1/32 scram-sha-256\n${readFileSync(rules, "utf8")}`)
    await ask(url, "SELECT pg_reload_conf()")
    const addresses = [`ada:wrong%20secret@127.0.0.1:${port}/postgres`, `ada@127.0.0.1:${port}/postgres`, `postgres@127.0.0.1:${port}/none`]
    for (const address of addresses) {
      const error = await failureOf(openStore(`postgres://${address}`))
      expect([error.code, error.words.what]).toEqual(["D436", expect.stringContaining("does not let")])
      expect(JSON.stringify([error.words, error.facts, String(error)])).not.toContain("secret")
    }
    await ask(url, "GRANT CREATE ON DATABASE postgres TO ada")
    const store = await openStore(`postgres://ada:right%20and%20secret@127.0.0.1:${port}/postgres?schema=ada`)
    expect(store.url).toBe(`postgres://ada@127.0.0.1:${port}/postgres?schema=ada`)
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
    await ask(server().url, "CREATE ROLE guest LOGIN")
    const error = await failureOf(openStore(fresh().replace("postgres@", "guest@")))
    expect([error.code, error.words.mend]).toEqual(["D436", expect.stringContaining("GRANT CREATE")])
  })

  it("shows a database that can only be read, and takes nothing for it", async () => {
    const url = fresh()
    await fill(url, [note(1), note(2)])
    await ask(url, `CREATE ROLE reader LOGIN; ALTER ROLE reader SET default_transaction_read_only = on; GRANT pg_read_all_data TO reader`)
    const store = await openStore(url.replace("postgres@", "reader@"))
    expect(await wholeLog(store, "s")).toHaveLength(2)
    expect((await failureOf(store.append("s", [note(3)]))).code).toBe("D437")
    await store.close()
    expect((await failureOf(openStore(fresh().replace("postgres@", "reader@")))).code).toBe("D437")
  })

  it("waits for a free connection, and says so when none comes", async () => {
    const url = fresh().replace("postgres@", "few@")
    await ask(server().url, "CREATE ROLE few LOGIN CONNECTION LIMIT 1; GRANT CREATE ON DATABASE postgres TO few")
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

describe("PostgreSQL with tables that are not for us", () => {
  it("refuses what a newer version wrote, names both versions and changes nothing", async () => {
    const url = fresh()
    await fill(url, [note(1)])
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
    const url = fresh()
    await ask(url, `CREATE SCHEMA ${schemaOf(url)}; CREATE TABLE ${schemaOf(url)}.theirs (x int)`)
    expect((await failureOf(openStore(url))).words.what).toContain("has tables of another program")
    await ask(url, "CREATE DATABASE latin ENCODING LATIN1 LOCALE 'C' TEMPLATE template0")
    const error = await failureOf(openStore(server().url.replace(/postgres$/, "latin")))
    expect([error.code, error.words.what]).toEqual(["D439", expect.stringContaining("its texts are LATIN1")])
  })

  it("makes the tables once, however many come at the same time", async () => {
    const url = fresh("&pool=1")
    const stores = await Promise.all(Array.from({ length: 8 }, () => openStore(url)))
    await Promise.all(stores.map((store, i) => store.append("s", [note(i)])))
    expect(await wholeLog(stores[0]!, "s")).toHaveLength(8)
    await Promise.all(stores.map((store) => store.close()))
  })

  it("keeps the zero character in names, keys and values", async () => {
    const store = await openStore(fresh())
    const body: EventBody = { kind: "note.set", key: "a\0b", value: "\0\ud800" }
    await store.append("s\0", [body], { once: "\0" })
    expect(await wholeLog(store, "s\0")).toMatchObject([body])
    expect((await store.append("s\0", [body], { once: "\0" })).outcome).toBe("taken")
    await store.close()
  })

  it("names the position that cannot be read, and shows a past that was changed", async () => {
    const url = fresh()
    const store = await fill(url, [note(1), note(2), note(3)], false)
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

describe("PostgreSQL that is cut off", () => {
  it("appends once what was appended and not answered, and gives it back as it stands there", async () => {
    const way = await cuttable(server().port)
    const url = fresh()
    const store = await openStore(url.replace(String(server().port), String(way.port)))
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
    const way = await cuttable(server().port)
    const url = fresh()
    const store = await openStore(url.replace(String(server().port), String(way.port)))
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
    const url = fresh()
    const store = await openStore(url)
    const kill = () => ask(url, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'diapason'")
    await writing(store, 300, async (done) => {
      if (done % 60 === 0) await kill()
    })
    await store.close()
  })

  it("goes on after the server crashed and started again; who watches misses nothing", async () => {
    const url = fresh()
    const store = await openStore(url)
    const stop = new AbortController()
    const seen: StudyEvent[] = []
    const watcher = (async () => {
      for await (const batch of store.watch("s", 0, stop.signal)) if (seen.push(...batch) >= 200) stop.abort()
    })()
    await writing(store, 200, async (done) => {
      if (done !== 100) return
      await server().stop("immediate")
      await server().start()
    })
    await watcher
    expect(verifyChain(seen)).toMatchObject({ whole: true, head: { seq: 200 } })
    await store.close()
  })

  it("says so when it stays silent, and works again afterwards", async () => {
    const way = await cuttable(server().port)
    const url = `${fresh().replace(String(server().port), String(way.port))}&wait=1s`
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
    const url = fresh("&wait=1s")
    const store = await fill(url, [note(1)], false)
    const holder = await holding(url, `BEGIN; SELECT * FROM ${schemaOf(url)}.studies FOR UPDATE`)
    expect((await failureOf(store.append("s", [note(2)]))).code).toBe("D435")
    await holder.end()
    await store.append("s", [note(3)])
    await store.close()
  })
})

describe("PostgreSQL between programs", () => {
  it("gives along what others have appended", async () => {
    const url = fresh()
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
    const url = fresh()
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
    await until(async () => (await ask(url, "SELECT 1 FROM pg_locks WHERE locktype = 'advisory'")).length > 0)
    const next = stores[1]!.turn!("s", 30, async (newer) => newer.length)
    await ask(url, "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted")
    expect(await next).toBe(0)
    leave()
    await held
    await Promise.all(stores.map((store) => store.close()))
  })

  it("wakes a watcher in another program soon, also after its ear was cut off", async () => {
    const url = fresh()
    const [one, two] = [await openStore(url), await openStore(url)]
    const stop = new AbortController()
    const batches = two.watch("s", 0, stop.signal)[Symbol.asyncIterator]()
    for (let i = 0; i < 3; i++) {
      const next = batches.next()
      await until(async () => (await ask(url, "SELECT 1 FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")).length > 0)
      const begin = performance.now()
      await one.append("s", [note(i)])
      expect((await next).value).toHaveLength(1)
      expect(performance.now() - begin).toBeLessThan(1500)
      await ask(url, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")
    }
    stop.abort()
    await one.close()
    await two.close()
  })
})

const note = (value: number): EventBody => ({ kind: "note.set", key: "k", value })

const valueOf = (event: StudyEvent): unknown => ("value" in event ? event.value : undefined)

const schemaOf = (url: string): string => /schema=(\w+)/.exec(url)![1]!

async function fill(url: string, events: readonly EventBody[], close = true): Promise<EventStore> {
  const store = await openStore(url)
  await store.append("s", events)
  if (close) await store.close()
  return store
}

/** Appends so many numbers, five at a time; each is in the log once, in a whole chain. */
async function writing(store: EventStore, count: number, meanwhile: (done: number) => Promise<void>): Promise<void> {
  let next = 0
  let done = 0
  const acknowledged: number[] = []
  const write = async (): Promise<void> => {
    while (next < count) {
      const value = next++
      const appended = await store.append("s", [note(value)], value % 2 === 0 ? { once: String(value) } : {})
      expect(appended.outcome === "won" && appended.events.map(valueOf)).toEqual([value])
      acknowledged.push(value)
      await meanwhile(++done)
    }
  }
  await Promise.all(Array.from({ length: 5 }, write))
  const log = await wholeLog(store, "s")
  expect(verifyChain(log)).toMatchObject({ whole: true, head: { seq: count } })
  expect(log.map(valueOf).toSorted((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: count }, (_, i) => i))
  expect(acknowledged).toHaveLength(count)
}

/** A connection of another program, which has done something and stays. */
async function holding(url: string, sql: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url.replace(/\?.*/, "") })
  await client.connect()
  await client.query(sql)
  return client
}

const arrived = (url: string, seq: number): Promise<void> =>
  until(async () => Number((await ask(url, `SELECT seq FROM ${schemaOf(url)}.studies`))[0]?.["seq"]) >= seq)

async function until(so: () => Promise<boolean>): Promise<void> {
  while (!(await so())) await new Promise((resolve) => setTimeout(resolve, 5))
}
