import { openSqlite } from "@diapason/stores"
import { lastingEventStoreLaws } from "@diapason/testkit"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"

lastingEventStoreLaws("SQLite", async (clock) => {
  const folder = await mkdtemp(join(tmpdir(), "diapason-"))
  const path = join(folder, "not yet there", "study.db")
  let store = await openSqlite(path, { clock })
  return {
    store,
    async reopen() {
      await store.close()
      return (store = await openSqlite(path, { clock }))
    },
    async close() {
      await store.close()
      await rm(folder, { recursive: true })
    },
  }
})
