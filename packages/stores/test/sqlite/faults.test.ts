import { DiapasonError, verifyChain, type EventBody } from "@diapason/core"
import { openSqlite } from "@diapason/stores"
import { execFileSync } from "node:child_process"
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { failureOf } from "../failure-of.ts"
import { collect, inFolder, wholeLog } from "./folder.ts"
import { program } from "./program.ts"

describe("SQLite in a bad place", () => {
  it("refuses a store that a newer version wrote, names both versions and changes nothing", () =>
    inFolder(async (folder) => {
      const path = join(folder, "study.db")
      await (await openSqlite(path)).close()
      await spoil(path, "PRAGMA user_version = 5; UPDATE meta SET value = '3.2.0' WHERE name = 'writer'")
      const before = readFileSync(path)
      const error = await failureOf(openSqlite(path))
      expect(error.code).toBe("D407")
      expect(error.words.what).toMatch(/was written by Diapason 3\.2\.0 \(format 5\); this is \d+\.\d+\.\d+ \(reads up to 1\)\.$/)
      expect(readFileSync(path).equals(before)).toBe(true)
    }))

  it("refuses what is not a database, or not ours, and leaves it as it is", () =>
    inFolder(async (folder) => {
      const text = join(folder, "notes.txt")
      writeFileSync(text, "these are my notes\n".repeat(300))
      const foreign = join(folder, "other.db")
      await spoil(foreign, "CREATE TABLE theirs (x); PRAGMA user_version = 1")
      for (const path of [text, foreign, folder, join(text, "below", "x.db")]) {
        expect((await failureOf(openSqlite(path))).code).toBe("D403")
      }
      expect(readFileSync(text, "utf8")).toBe("these are my notes\n".repeat(300))
    }))

  it("makes a folder that is missing, and takes an empty file for a new store", () =>
    inFolder(async (folder) => {
      const path = join(folder, "a", "b", "study.db")
      await (await openSqlite(path)).close()
      const empty = join(folder, "empty.db")
      writeFileSync(empty, "")
      const store = await openSqlite(empty)
      expect((await store.append("s", [note(1)])).outcome).toBe("won")
      await store.close()
    }))

  it("waits for another program's lock without holding up this one, and goes on when it is free", () =>
    inFolder(async (folder) => {
      const path = join(folder, "study.db")
      const store = await openSqlite(path)
      const other = await holding(path)
      let ticks = 0
      const ticking = setInterval(() => ticks++ === 10 && other.finish(), 5)
      expect((await store.append("s", [note(1)])).outcome).toBe("won")
      clearInterval(ticking)
      expect(ticks).toBeGreaterThanOrEqual(10)
      expect(await other.ended).toBe(0)
      await store.close()
    }))

  it("says so when the lock outlasts its patience, and loses nothing", () =>
    inFolder(async (folder) => {
      const path = join(folder, "study.db")
      const store = await openSqlite(path, { patience: 300 })
      await store.append("s", [note(1)])
      const other = await holding(path)
      const error = await failureOf(store.append("s", [note(2)]))
      expect(error.code).toBe("D401")
      expect(error.words.what).toContain("locked by another program for 0.3 s")
      other.finish()
      await other.ended
      await store.append("s", [note(3)])
      expect(verifyChain(await wholeLog(store, "s"))).toMatchObject({ whole: true, head: { seq: 2 } })
      await store.close()
    }))

  it("refuses an append that finds no room, keeps what was acknowledged and the small ones beside it", () =>
    inFolder(async (folder) => {
      const path = join(folder, "study.db")
      const store = await openSqlite(path, { quota: 400_000 })
      const small = store.append("s", [note(1)])
      const large = failureOf(store.append("s", [bulky(1_000_000)]))
      const after = store.append("s", [note(2)])
      expect((await large).code).toBe("D408")
      expect([(await small).outcome, (await after).outcome]).toEqual(["won", "won"])
      const acknowledged = await fill((body) => store.append("s", [body]))
      expect(await wholeLog(store, "s")).toHaveLength(2 + acknowledged)
      await store.close()
      const roomier = await openSqlite(path)
      await roomier.append("s", [bulky(10_000)])
      expect(verifyChain(await wholeLog(roomier, "s"))).toMatchObject({ whole: true, head: { seq: 3 + acknowledged } })
      await roomier.close()
    }))

  it("loses nothing on a disk that is full, and goes on when there is room again", (context) =>
    inFolder(async (folder) => {
      const disk = join(folder, "disk")
      mkdirSync(disk)
      const reason = mounted(disk)
      context.skip(reason !== undefined, reason)
      try {
        const ballast = join(disk, "ballast")
        writeFileSync(ballast, Buffer.alloc(200_000))
        const store = await openSqlite(join(disk, "study.db"))
        const acknowledged = await fill((body) => store.append("s", [body]))
        expect(await wholeLog(store, "s")).toHaveLength(acknowledged)
        rmSync(ballast)
        await store.append("s", [bulky(5_000)])
        expect(verifyChain(await wholeLog(store, "s"))).toMatchObject({ whole: true, head: { seq: acknowledged + 1 } })
        await store.close()
      } finally {
        execFileSync("umount", ["-l", disk])
      }
    }))

  it("names the position that cannot be read, and shows a past that was changed", () =>
    inFolder(async (folder) => {
      const path = join(folder, "study.db")
      const store = await openSqlite(path)
      await store.append("s", [note(1), note(2), note(3)])
      await spoil(path, `UPDATE events SET event = replace(event, '"value":2', '"value":9') WHERE seq = 2`)
      expect(verifyChain(await wholeLog(store, "s"))).toMatchObject({ whole: false, seq: 2 })
      await spoil(path, "DELETE FROM events WHERE seq = 1")
      expect((await failureOf(wholeLog(store, "s"))).words.what).toContain("at position 1: position 2 stands in its place")
      await spoil(path, "UPDATE events SET event = 'gone' WHERE seq = 3")
      const error = await failureOf(collect(store.read("s", 2)))
      expect([error.code, error.facts["seq"]]).toEqual(["D400", 3])
      await store.close()
    }))
})

const note = (value: number): EventBody => ({ kind: "note.set", key: "k", value })

const bulky = (bytes: number): EventBody => ({ kind: "note.set", key: "k", value: "x".repeat(bytes) })

/** Appends until there is no room, in ever smaller pieces; how many were acknowledged. */
async function fill(append: (body: EventBody) => Promise<unknown>): Promise<number> {
  let acknowledged = 0
  for (const bytes of [20_000, 2_000]) {
    for (let full = false; !full;) {
      const outcome = await append(bulky(bytes)).catch((error: unknown) => error)
      full = outcome instanceof DiapasonError
      if (full) expect((outcome as DiapasonError).code).toBe("D408")
      else acknowledged++
    }
  }
  return acknowledged
}

/** A process that has the lock of a store. */
async function holding(path: string) {
  const other = program("holder", path)
  await other.printed(1)
  return other
}

/** Changes a database behind the store's back. */
async function spoil(path: string, sql: string): Promise<void> {
  expect(await program("spoil", path, sql).ended).toBe(0)
}

/** Makes `folder` a disk of one megabyte; why not, where that is not possible. */
function mounted(folder: string): string | undefined {
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], { stdio: "ignore" })
    return undefined
  } catch {
    return "only root may mount a small disk"
  }
}
