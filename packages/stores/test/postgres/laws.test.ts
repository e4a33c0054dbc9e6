import { openPostgres } from "@diapason/stores"
import { lastingEventStoreLaws } from "@diapason/testkit"
import { testDatabase } from "./database.ts"

const database = testDatabase()

lastingEventStoreLaws("PostgreSQL", async (clock) => {
  const url = database.fresh()
  let store = await openPostgres(url, { clock })
  return {
    store,
    async reopen() {
      await store.close()
      return (store = await openPostgres(url, { clock }))
    },
    close: () => store.close(),
  }
})
