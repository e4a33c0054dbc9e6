import { openPostgres } from "@diapason/stores"
import { lastingEventStoreLaws } from "@diapason/testkit"
import { testServer } from "./database.ts"

const { fresh } = testServer()

lastingEventStoreLaws("PostgreSQL", async (clock) => {
  const url = fresh()
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
