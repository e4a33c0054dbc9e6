import { DiapasonError } from "@diapason/core"
import { inspectPostgres, type PostgresFacts } from "@diapason/stores"
import { clockText } from "../text/duration.ts"
import { bad, ok, warn, type Check } from "./check.ts"

/** A database as a store: reachable, with the rights that are needed, near, free, and of one mind about the time. Makes no tables. */
export async function database(url: string): Promise<readonly Check[]> {
  try {
    const facts = await inspectPostgres(url)
    return [there(facts), rights(facts), room(facts), clocks(facts)]
  } catch (error) {
    if (!(error instanceof DiapasonError)) throw error
    return [bad("store", error.words.what, error.words.mend)]
  }
}

function there({ shown, version, studies, latency }: PostgresFacts): Check {
  const has = studies === undefined ? "no tables yet; the first study makes them" : `${studies} ${studies === 1 ? "study" : "studies"}`
  const text = `${shown}: PostgreSQL ${version.split(" ")[0]}, ${has}; answers in ${latency.toFixed(1)} ms`
  return latency > far
    ? warn("store", text, "run conductors near the database: each trial waits for two or three answers")
    : ok("store", text)
}

function rights({ user, readonly, writable, studies }: PostgresFacts): Check {
  if (readonly)
    return bad("rights", "the database can only be read", "name the primary server, or have default_transaction_read_only turned off")
  if (writable) return ok("rights", `${user} may write`)
  return studies === undefined
    ? bad("rights", `${user} may make no tables`, `GRANT CREATE ON DATABASE … TO ${user}`)
    : bad(
        "rights",
        `${user} may not write to its tables`,
        `connect as the user who made them, or GRANT ALL ON ALL TABLES IN SCHEMA … TO ${user}`,
      )
}

function room({ connections: { used, most } }: PostgresFacts): Check {
  const text = `${used} of ${most} connections are in use`
  return used > 0.8 * most
    ? warn("connections", text, "lower pool=N in the addresses, raise max_connections, or put PgBouncer in front")
    : ok("connections", text)
}

function clocks({ ahead }: PostgresFacts): Check {
  if (Math.abs(ahead) < apart) return ok("clocks", `this machine and the database agree to ${Math.abs(ahead)} ms`)
  const text = `the clock of this machine is ${clockText(Math.abs(ahead))} ${ahead > 0 ? "ahead of" : "behind"} the database's`
  return warn("clocks", text, "set the clock that is wrong (NTP); studies go by the database's, so nothing is lost meanwhile")
}

/** Milliseconds: an answer that takes long, and clocks that disagree. */
const far = 50
const apart = 2000
