import { systemClock } from "../../host/system-clock.ts"
import { person } from "./person.ts"

/**
 * A page of a server of this user, for the person at this terminal: the key in it signs them in as admin. It is good once and for ten
 * minutes; no server and no proxy sees it in the address, since it stands in the fragment. `dir` is the folder that is served.
 */
export async function pageLink(page: string, dir: string): Promise<string> {
  const { openAccess } = await import("@diapason/server")
  const by = person()
  const { text } = openAccess(dir, systemClock).tokens.create({ kind: "key", label: by, role: "admin", by, ttl: 600_000 })
  return `${page}#key=${text}`
}
