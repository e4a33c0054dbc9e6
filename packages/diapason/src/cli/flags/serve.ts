import { fault } from "@diapason/core"
import type { Role } from "@diapason/server"
import { durationOf } from "../text/duration.ts"
import type { Flag } from "../verb.ts"
import { asIs, several, oneOf } from "./read.ts"

/** A server, and who may do what on it. */
export const serveFlags = {
  listen: { spec: "--listen <host:port>", does: "where to listen (default 127.0.0.1:4600)", read: place } as Flag<Place>,
  basePath: {
    spec: "--base-path <path>",
    does: "what a proxy puts before every address: /diapason",
    read: asIs,
  } as Flag<string>,
  serveFor: {
    spec: "--for <duration>",
    does: "serve this long, then leave (default until it is interrupted)",
    read: (text) => durationOf("--for", text),
  } as Flag<number>,
  profile: {
    spec: "--profile <name>",
    does: "audited: each change needs a reason and the approval of another owner",
    read: oneOf("--profile", ["open", "audited"]),
  } as Flag<"open" | "audited">,
  allowHost: {
    spec: "--allow-host <name>",
    does: "a name that a proxy calls this server by, while it listens on this machine alone",
    read: several,
  } as Flag<readonly string[]>,
  trustProxy: { spec: "--trust-proxy", does: "believe X-Forwarded-* headers: only behind a proxy that sets them" } as Flag<boolean>,
  tlsKey: { spec: "--tls-key <file>", does: "the private key (PEM), to listen with TLS", read: asIs } as Flag<string>,
  tlsCert: { spec: "--tls-cert <file>", does: "the certificate (PEM), to listen with TLS", read: asIs } as Flag<string>,
  handedFor: {
    spec: "--lease <duration>",
    does: "how long the server may hear nothing of a trial before it hands it out again (default 5m)",
    read: (text) => durationOf("--lease", text),
  } as Flag<number>,
  role: {
    spec: "--role <role>",
    does: "viewer, runner (runs, enqueues, pauses), owner (settings), or admin (default viewer)",
    read: oneOf("--role", ["viewer", "runner", "owner", "admin"]),
  } as Flag<Role>,
  ofStudies: { spec: "--study <pattern>", does: "only for these studies: lab-*", read: several } as Flag<readonly string[]>,
  ttl: {
    spec: "--ttl <duration>",
    does: "how long it is good: 12h, 7d (default 30d)",
    read: (text) => durationOf("--ttl", text),
  } as Flag<number>,
  bearer: { spec: "--label <word>", does: "who it is for, as the record will name it: ci", read: asIs } as Flag<string>,
}

interface Place {
  readonly host: string
  readonly port: number
}

/** `127.0.0.1:4600`, `[::1]:4600`, or a port alone. */
function place(text: string): Place {
  const read = /^(?:(.+):)?(\d{1,5})$/.exec(text)
  const port = Number(read?.[2] ?? NaN)
  if (read === null || port > 65_535)
    throw fault("D140", { flag: "--listen", text, expected: "an address and a port, as in 127.0.0.1:4600," })
  return { host: (read[1] ?? "127.0.0.1").replace(/^\[(.*)\]$/, "$1"), port }
}
