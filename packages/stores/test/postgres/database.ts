import { randomUUID } from "node:crypto"
import { sharedPostgres } from "@diapason/testkit/postgres"
import pg from "pg"
import { beforeAll } from "vitest"

/** The database of a test file, on the server that all files share. */
export interface TestDatabase {
  /** For its owner. */
  readonly url: string
  readonly port: number
  readonly name: string
  /** The address of a store in it that nobody has used, with more settings after it. */
  fresh(more?: string): string
}

export function testDatabase(): TestDatabase {
  let url = ""
  let schemas = 0
  beforeAll(async () => {
    const shared = await sharedPostgres()
    const name = `file_${randomUUID().slice(0, 8)}`
    await ask(shared, `CREATE DATABASE ${name}`)
    url = shared.replace(/postgres$/, name)
  }, 60_000)
  return {
    get url() {
      return url
    },
    get name() {
      return new URL(url).pathname.slice(1)
    },
    get port() {
      return Number(new URL(url).port)
    },
    fresh: (more = "") => `${url}?schema=s${schemas++}${more}`,
  }
}

/** Asks the server itself, as its owner, behind the store's back. */
export async function ask(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = await holding(url, "SELECT 1")
  try {
    const { rows } = (await client.query(sql)) as { rows: Record<string, unknown>[] }
    return rows
  } finally {
    await client.end()
  }
}

/** A connection of another program, which has done something and stays. */
export async function holding(url: string, sql: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url.replace(/\?.*/, "") })
  await client.connect()
  await client.query(sql)
  return client
}

/** The schema in the address of a store. */
export const schemaOf = (url: string): string => /schema=(\w+)/.exec(url)![1]!
