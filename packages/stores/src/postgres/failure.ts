import { DiapasonError, fault } from "@diapason/core"
import type { Address } from "./address.ts"

/** What an error of the driver, the network or the server means for a call. */
export type Trouble =
  /** The same call may come through in a moment. `nowhere`: the name of its host leads to none; `starting`: the server is there, and not ready yet. */
  | { readonly kind: "passing"; readonly why: Passing; readonly detail: string }
  /** It will not: the error of the table. */
  | { readonly kind: "lasting"; readonly error: unknown }

type Passing = "nowhere" | "unreachable" | "starting" | "full" | "locked" | "conflict"

/** https://www.postgresql.org/docs/current/errcodes-appendix.html, and what Node says of sockets. */
export function troubleOf(error: unknown, address: Address): Trouble {
  if (error instanceof DiapasonError || !(error instanceof Error)) return { kind: "lasting", error }
  const code = "code" in error && typeof error.code === "string" ? error.code : ""
  const detail = wordsOf(error, code, address)
  const store = address.shown
  const lasting = (error: DiapasonError): Trouble => ({ kind: "lasting", error })
  const passing = (why: Passing): Trouble => ({ kind: "passing", why, detail })
  if (code === "53300") return passing("full")
  if (code === "55P03" || code === "57014") return passing("locked")
  if (code === "40001" || code === "40P01") return passing("conflict")
  if (code === "57P03") return passing("starting")
  if (/^(08|57P0)/.test(code) || network.test(code) || cut.test(error.message)) return passing("unreachable")
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return passing("nowhere")
  if (/^28/.test(code) || code === "3D000" || code === "42501" || /password|pg_hba|SASL|SCRAM/.test(error.message))
    return lasting(fault("D436", { store, user: address.user, detail }))
  if (code === "25006") return lasting(fault("D437", { store, detail }))
  if (/^53[12]/.test(code)) return lasting(fault("D408", { store, detail }))
  if (/^(42P01|42883|3F000|42703)$/.test(code))
    return lasting(fault("D439", { store, detail: `its tables were taken away or changed (${detail})` }))
  if (/SSL|certificate|CERT/i.test(code + error.message)) return lasting(fault("D435", { store, detail }))
  return lasting(fault("D409", { store, detail }))
}

const network = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ECONNABORTED|ENOENT|EADDRNOTAVAIL|NO_ANSWER)$/
const cut = /Connection terminated|connection is closed|not queryable|timeout expired|Client was closed/i

/** In a sentence's middle: no full stop, and never the password. */
function wordsOf(error: Error, code: string, { secret }: Address): string {
  const inner = error instanceof AggregateError ? (error.errors as readonly Error[]).map(({ message }) => message).join("; ") : ""
  const said = (error.message || inner || code).replaceAll(/\.$/g, "")
  return secret === undefined || secret.length < 3 ? said : said.replaceAll(secret, "***")
}
