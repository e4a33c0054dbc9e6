import { verifyChain, type StudyEvent } from "@diapason/core"
import { openStore } from "@diapason/stores"
import { describe, expect, it } from "vitest"
import { wholeLog } from "../sqlite/folder.ts"
import { program } from "../sqlite/program.ts"
import { testDatabase } from "./database.ts"

const database = testDatabase()

describe("PostgreSQL between processes", () => {
  it("gives three processes that append at the same time positions of their own, in one chain", async () => {
    const url = database.fresh()
    const writers = ["a", "b", "c"].map((name) => program("writer", url, "s", name, "100"))
    expect(await Promise.all(writers.map(({ ended }) => ended))).toEqual([0, 0, 0])
    const store = await openStore(url)
    const log = await wholeLog(store, "s")
    await store.close()
    expect(verifyChain(log)).toMatchObject({ whole: true, head: { seq: 330 } })
    expect(writers.flatMap(({ lines }) => lines).toSorted()).toEqual(log.map(line).toSorted())
  })

  it("loses no acknowledged event when its writer is killed, and holds nobody up", async () => {
    const url = database.fresh()
    const acknowledged = new Set<string>()
    for (const [round, moment] of [1, 23, 90].entries()) {
      const writer = program("writer", url, "s", `r${round}`, "100000")
      await writer.printed(moment)
      writer.kill()
      expect(await writer.ended).toBe("SIGKILL")
      for (const printed of writer.lines) acknowledged.add(printed)
      const store = await openStore(url)
      await store.append("s", [{ kind: "note.set", key: "k", value: `after ${round}` }])
      const log = await wholeLog(store, "s")
      await store.close()
      expect(verifyChain(log).whole).toBe(true)
      const kept = new Set(log.map(line))
      expect([...acknowledged].filter((printed) => !kept.has(printed))).toEqual([])
    }
  })
})

const line = (event: StudyEvent): string => `${event.seq} ${"value" in event ? String(event.value) : ""}`
