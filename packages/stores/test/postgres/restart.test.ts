import { verifyChain, type StudyEvent } from "@diapason/core"
import { openStore } from "@diapason/stores"
import { startPostgres } from "@diapason/testkit/postgres"
import { describe, expect, it } from "vitest"
import { writing } from "./writing.ts"

describe("PostgreSQL that is started again", () => {
  it("goes on after the server crashed and started again; who watches misses nothing", async () => {
    const server = await startPostgres()
    const store = await openStore(server.url)
    const stop = new AbortController()
    const seen: StudyEvent[] = []
    const watcher = (async () => {
      for await (const batch of store.watch("s", 0, stop.signal)) if (seen.push(...batch) >= 200) stop.abort()
    })()
    await writing(store, 200, async (done) => {
      if (done !== 100) return
      await server.stop("immediate")
      await server.start()
    })
    await watcher
    expect(verifyChain(seen)).toMatchObject({ whole: true, head: { seq: 200 } })
    await store.close()
    await server.close()
  })
})
