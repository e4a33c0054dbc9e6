import type { EventBody } from "@diapason/core"
import { openSqlite } from "@diapason/stores"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { collect, inFolder } from "./folder.ts"

describe("SQLite reading", () => {
  it("gives a log of large events in small batches, whole and in order", () =>
    inFolder(async (folder) => {
      const store = await openSqlite(join(folder, "study.db"))
      await store.append(
        "s",
        Array.from({ length: 60 }, (_, i) => note(i === 45 ? 2_000_000 : 30_000)),
      )
      const sizes: number[] = []
      for await (const batch of store.read("s", 0)) sizes.push(JSON.stringify(batch).length)
      expect(Math.max(...sizes)).toBeLessThan(2_100_000)
      expect((await collect(store.read("s", 0))).map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1))
      await store.close()
    }))

  it("shares a transaction between the appends of one turn", () =>
    inFolder(async (folder) => {
      const store = await openSqlite(join(folder, "study.db"))
      const appended = Promise.all(Array.from({ length: 100 }, () => store.append("s", [note(10)])))
      const lengths = new Set<number>()
      let done = false
      void appended.then(() => (done = true))
      while (!done) {
        lengths.add((await collect(store.read("s", 0))).length)
        await new Promise((resolve) => setImmediate(resolve))
      }
      expect([...lengths].filter((length) => length !== 0 && length !== 100)).toEqual([])
      await store.close()
    }))
})

const note = (bytes: number): EventBody => ({ kind: "note.set", key: "k", value: "x".repeat(bytes) })
