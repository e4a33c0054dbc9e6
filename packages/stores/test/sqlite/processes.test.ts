import { verifyChain, type StudyEvent } from "@diapason/core"
import { openSqlite } from "@diapason/stores"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { inFolder, wholeLog } from "./folder.ts"
import { program } from "./program.ts"

describe("SQLite between processes", () => {
  it("gives two processes that append at the same time positions of their own, in one chain", () =>
    inFolder(async (folder) => {
      const path = join(folder, "study.db")
      const writers = [program("writer", `sqlite:${path}`, "s", "a", "150"), program("writer", `sqlite:${path}`, "s", "b", "150")]
      expect(await Promise.all(writers.map(({ ended }) => ended))).toEqual([0, 0])
      const store = await openSqlite(path)
      const log = await wholeLog(store, "s")
      await store.close()
      expect(verifyChain(log)).toMatchObject({ whole: true, head: { seq: 330 } })
      const acknowledged = writers.flatMap(({ lines }) => lines)
      expect(acknowledged.toSorted()).toEqual(log.map(line).toSorted())
    }))

  it("lets a watcher see what another process appends", () =>
    inFolder(async (folder) => {
      const path = join(folder, "study.db")
      const store = await openSqlite(path)
      const stop = new AbortController()
      let writer = undefined
      const seen: StudyEvent[] = []
      await store.append("s", [{ kind: "note.set", key: "k", value: "first" }])
      for await (const batch of store.watch("s", 0, stop.signal)) {
        seen.push(...batch)
        writer ??= program("writer", `sqlite:${path}`, "s", "w", "20")
        if (seen.length >= 23) stop.abort()
      }
      expect(await writer?.ended).toBe(0)
      await store.close()
      expect(verifyChain(seen)).toMatchObject({ whole: true, head: { seq: 23 } })
    }))

  it("loses no acknowledged event when its writer is killed, eight times over", () =>
    inFolder(async (folder) => {
      const path = join(folder, "study.db")
      const acknowledged = new Set<string>()
      for (const [round, moment] of [1, 2, 5, 11, 23, 47, 95, 160].entries()) {
        const writer = program("writer", `sqlite:${path}`, "s", `r${round}`, "100000")
        await writer.printed(moment)
        writer.kill()
        expect(await writer.ended).toBe("SIGKILL")
        for (const printed of writer.lines) acknowledged.add(printed)
        const store = await openSqlite(path)
        const log = await wholeLog(store, "s")
        await store.close()
        expect(verifyChain(log).whole).toBe(true)
        const kept = new Set(log.map(line))
        expect([...acknowledged].filter((printed) => !kept.has(printed))).toEqual([])
        expect(halves(log)).toEqual([])
      }
    }))
})

const line = (event: StudyEvent): string => `${event.seq} ${valueOf(event)}`

const valueOf = (event: StudyEvent): string => ("value" in event ? String(event.value) : "")

/** Appends of two events of which only one is there. */
function halves(log: readonly StudyEvent[]): string[] {
  const values = new Set(log.map(valueOf))
  return [...values].filter((value) =>
    value.endsWith("7") ? !values.has(`${value}+`) : value.endsWith("+") && !values.has(value.slice(0, -1)),
  )
}
