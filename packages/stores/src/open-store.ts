import { fault, memoryStore, type Clock, type EventStore } from "@diapason/core"
import { openSqlite } from "./sqlite/open-sqlite.ts"

/**
 * Opens the store at an address as a person writes it: `memory:`, `sqlite:PATH` or `sqlite:PATH?sync=full`. Time is the system's
 * unless a clock is given. Throws D402 for another kind of store, D404 for an address that says something unknown, and what the
 * store itself throws.
 */
export async function openStore(url: string, { clock = Date }: { readonly clock?: Pick<Clock, "now"> } = {}): Promise<EventStore> {
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(url)?.[0].toLowerCase() ?? ""
  const rest = url.slice(scheme.length)
  switch (scheme) {
    case "memory:":
      return memoryStore(clock)
    case "sqlite:": {
      const { path, sync } = sqliteAddress(url, rest)
      return openSqlite(path, { clock, sync })
    }
    default:
      throw fault("D402", { url, known: storeKinds })
  }
}

/** The kinds of stores by their schemes. */
export const storeKinds: readonly string[] = ["memory:", "sqlite:PATH"]

function sqliteAddress(url: string, rest: string): { readonly path: string; readonly sync: "normal" | "full" } {
  const [, path = "", query] = /^(.*?)(?:\?([^?]*))?$/s.exec(rest) ?? []
  if (path === "") throw fault("D404", { url, detail: "there is no path in it" })
  if (query === undefined || query === "sync=normal") return { path, sync: "normal" }
  if (query === "sync=full") return { path, sync: "full" }
  throw fault("D404", { url, detail: `\`${query}\` is not understood; sync=full and sync=normal are` })
}
