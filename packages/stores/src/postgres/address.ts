import { fault } from "@diapason/core"

/** Where a database is, and how it is used. */
export interface Address {
  /** As it is shown: without the password. */
  readonly shown: string
  /** For the driver: without what is ours. */
  readonly connection: string
  /** Shown in messages; whoever runs this, where the address names nobody. */
  readonly user: string
  /** Taken out of whatever the server or the driver says. */
  readonly secret: string | undefined
  /** Connections at one time, beside one for a store that is watched. */
  readonly pool: number
  /** Milliseconds to wait for a database that does not answer. */
  readonly wait: number
  /** Where its tables are. */
  readonly schema: string
}

/**
 * Reads `postgres://USER:PASSWORD@HOST:PORT/DATABASE?pool=2&wait=30s&schema=diapason&sslmode=verify-full`, all but the scheme optional.
 * Throws D404 for what is not understood, without the password.
 */
export function readAddress(url: string): Address {
  const [, scheme = "", access = "", place = "", query = ""] = /^([a-z]+:\/\/)(?:(.*)@)?([^@?]*)(?:\?(.*))?$/is.exec(url) ?? []
  const [, name = "", password] = /^([^:]*)(?::(.*))?$/s.exec(access) ?? []
  const secret = password === undefined || password === "" ? undefined : decoded(password)
  const shown = `${scheme}${name === "" ? "" : `${name}@`}${place}`
  const refuse = (detail: string): never => {
    throw fault("D404", { url: shown, detail })
  }
  if (scheme === "") refuse("it is no address of a database, postgres://USER@HOST/DATABASE")
  const given = query.split("&").filter((text) => text !== "")
  const ours = Object.assign({}, ...given.map((text) => setting(text, refuse))) as Settings
  const schema = ours.schema ?? "diapason"
  const theirs = given.filter((text) => driver.test(text)).join("&")
  const encoded = password === undefined ? "" : `:${encodeURIComponent(decoded(password))}`
  return {
    shown: schema === "diapason" ? shown : `${shown}?schema=${schema}`,
    connection: `${scheme}${access === "" ? "" : `${name}${encoded}@`}${place}${theirs === "" ? "" : `?${theirs}`}`,
    user: name === "" ? (process.env["PGUSER"] ?? process.env["USER"] ?? "the user of this machine") : decoded(name),
    secret: secret ?? process.env["PGPASSWORD"],
    pool: ours.pool ?? 2,
    wait: ours.wait ?? 30_000,
    schema,
  }
}

interface Settings {
  readonly pool?: number
  readonly wait?: number
  readonly schema?: string
}

/** What the driver reads for itself. */
const driver = /^(sslmode|sslcert|sslkey|sslrootcert|host|application_name)=/

function setting(text: string, refuse: (detail: string) => never): Settings {
  const [, name = "", value = ""] = /^(\w+)=(.*)$/s.exec(text) ?? []
  const number = Number.parseFloat(value)
  if (name === "pool" && /^[1-9]\d{0,2}$/.test(value)) return { pool: number }
  if (name === "wait" && /^\d+(ms|s|m)$/.test(value))
    return { wait: value.endsWith("ms") ? number : value.endsWith("s") ? 1000 * number : 60_000 * number }
  if (name === "schema" && /^[a-z_][a-z0-9_]{0,62}$/.test(value)) return { schema: value }
  if (driver.test(text)) return {}
  return refuse(
    `\`${name === "" ? "what stands after ?" : name}\` is not understood; pool=2, wait=30s, schema=diapason, sslmode=verify-full, sslrootcert=FILE and host=FOLDER are`,
  )
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
