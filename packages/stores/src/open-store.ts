import { fault, memoryStore, type Clock, type EventStore } from "@diapason/core"
import { openPostgres } from "./postgres/open-postgres.ts"
import { openSqlite, type SqliteOptions } from "./sqlite/open-sqlite.ts"

/**
 * Opens the store at an address as a person writes it: `memory:`, `sqlite:PATH` or `sqlite:PATH?sync=full`, with more settings after
 * `&`: `wait=5s`, how long to wait while another program has the file locked, and `quota=1000000`, bytes that the file may grow to;
 * or `postgres://USER@HOST/DATABASE`, see `readAddress`.
 * Time is the system's, or the database's, unless a clock is given. Throws D402 for another kind of store, D404 for an address that says something unknown, and what the
 * store itself throws.
 */
export async function openStore(url: string, options: { readonly clock?: Pick<Clock, "now"> } = {}): Promise<EventStore> {
  const store = await opened(url, options)
  addresses.set(store, url)
  return store
}

const addresses = new WeakMap<EventStore, string>()

/** The address with which a store can be opened again, with the password in it: for another thread, never to be shown or kept. */
export const addressOf = (store: EventStore): string => addresses.get(store) ?? store.url

async function opened(url: string, { clock }: { readonly clock?: Pick<Clock, "now"> }): Promise<EventStore> {
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(url)?.[0].toLowerCase() ?? ""
  const rest = url.slice(scheme.length)
  switch (scheme) {
    case "memory:":
      return memoryStore(clock ?? Date)
    case "sqlite:": {
      const { path, settings } = sqliteAddress(url, rest)
      return openSqlite(path, { ...(clock !== undefined && { clock }), ...settings })
    }
    case "postgres:":
    case "postgresql:":
      return openPostgres(url, { ...(clock !== undefined && { clock }) })
    default:
      throw fault("D402", { url: withoutSecret(url), known: storeKinds })
  }
}

/** The kinds of stores by their schemes. */
export const storeKinds: readonly string[] = ["memory:", "sqlite:PATH", "postgres://USER@HOST/DATABASE"]

/** An address as it may be shown: without a password in it. */
const withoutSecret = (url: string): string => url.replace(/^([a-z][a-z0-9+.-]*:\/\/[^/:@]*):.*@/i, "$1@")

function sqliteAddress(url: string, rest: string): { readonly path: string; readonly settings: SqliteOptions } {
  const [, path = "", query = ""] = /^(.*?)(?:\?([^?]*))?$/s.exec(rest) ?? []
  if (path === "") throw fault("D404", { url, detail: "there is no path in it" })
  const settings = query.split("&").map((text) => (text === "" ? {} : sqliteSetting(url, text)))
  return { path, settings: Object.assign({}, ...settings) as SqliteOptions }
}

function sqliteSetting(url: string, text: string): SqliteOptions {
  const [, name, value = ""] = /^(\w+)=(.*)$/s.exec(text) ?? []
  const number = Number.parseFloat(value)
  if (name === "sync" && (value === "full" || value === "normal")) return { sync: value }
  if (name === "wait" && /^\d+(ms|s)$/.test(value)) return { patience: value.endsWith("ms") ? number : 1000 * number }
  if (name === "quota" && /^\d+$/.test(value)) return { quota: number }
  throw fault("D404", { url, detail: `\`${text}\` is not understood; sync=full, sync=normal, wait=5s and quota=1000000 are` })
}
