import { randomUUID } from "node:crypto"
import { startPostgres, type PostgresServer } from "@diapason/testkit/postgres"
import pg from "pg"
import { afterAll, beforeAll } from "vitest"

/** The server of a test file: started before its tests, gone after them. `fresh` gives the address of a store that nobody has used. */
export function testServer(settings: Parameters<typeof startPostgres>[0] = {}): {
  readonly server: () => PostgresServer
  fresh(more?: string): string
} {
  let server: PostgresServer | undefined
  let schemas = 0
  beforeAll(async () => {
    server = await startPostgres(settings)
  }, 60_000)
  afterAll(async () => server?.close())
  const started = (): PostgresServer => server!
  return { server: started, fresh: (more = "") => `${started().url}?schema=s${schemas++}_${randomUUID().slice(0, 8)}${more}` }
}

/** Asks the server itself, as its owner, behind the store's back. */
export async function ask(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url.replace(/\?.*/, "") })
  await client.connect()
  try {
    const { rows } = (await client.query(sql)) as { rows: Record<string, unknown>[] }
    return rows
  } finally {
    await client.end()
  }
}
