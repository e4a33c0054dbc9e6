import { existsSync } from "node:fs"
import { choose } from "@diapason/algorithms"
import { readMind, type Ledger } from "@diapason/core"
import { openStore } from "@diapason/stores"

/** What a store has of a study; undefined when it has nothing. A store that is not there is not made. */
export async function recordedLedger(url: string, study: string): Promise<Ledger | undefined> {
  const [, path] = /^sqlite:([^?]+)/.exec(url) ?? []
  if (path !== undefined && !existsSync(path)) return undefined
  const store = await openStore(url)
  try {
    return (await readMind(store, study, choose))?.ledger
  } finally {
    await store.close()
  }
}
