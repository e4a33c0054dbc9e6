import { readFileSync } from "node:fs"
import { fault } from "@diapason/core"
import type { Answered } from "@diapason/server"
import { pageLink } from "../control/page-link.ts"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { serveFlags } from "../flags/serve.ts"
import type { Io } from "../io.ts"
import { leaving } from "../live/leaving.ts"
import { configuredPlaces } from "../study/configured-places.ts"
import { dirOf, storeUrl } from "../study/open-ledger.ts"
import { openInBrowser } from "../tune/live-page.ts"
import { verb } from "../verb.ts"

/** Serves the studies of a store to people and programs until it is interrupted, or for a time. */
export const serve = verb({
  example: "diapason serve --for 2s",
  flags: {
    listen: serveFlags.listen,
    for: serveFlags.serveFor,
    basePath: serveFlags.basePath,
    profile: serveFlags.profile,
    allowHost: serveFlags.allowHost,
    trustProxy: serveFlags.trustProxy,
    tlsKey: serveFlags.tlsKey,
    tlsCert: serveFlags.tlsCert,
    store: commonFlags.store,
    dir: commonFlags.dir,
    keepAt: commonFlags.keepAt,
    open: commonFlags.open,
    json: commonFlags.json,
  },
  async run(f, _, io) {
    const { startServing } = await import("../../serve/start-serving.ts")
    const { host, port } = f.listen ?? { host: "127.0.0.1", port: 4600 }
    const left = leaving()
    const { url, note, close } = await startServing({
      store: storeUrl(f, io.env),
      dir: dirOf(f),
      ...keepAtOf(f),
      host,
      port,
      exact: f.listen !== undefined,
      ...(f.basePath !== undefined && { basePath: f.basePath }),
      ...(f.profile !== undefined && { profile: f.profile }),
      ...(f.allowHost !== undefined && { names: f.allowHost }),
      ...(f.trustProxy === true && { trustProxy: true }),
      ...tlsOf(f),
      ...(io.log !== undefined && { answered: logAnswered(io.log) }),
    })
    io.log?.({ level: "info", message: "serving", url })
    const link = await pageLink(`${url}/`, dirOf(f))
    if (f.open === true) openInBrowser(link)
    if (f.json === true) io.out(JSON.stringify({ schema: "diapason.serve/1", url, link }))
    else io.out(`  Dashboard  ${link}`)
    if (note !== undefined) io.err(`  note  ${note.words.what} ${note.words.mend}`)
    const over = f.for === undefined ? undefined : setTimeout(left.done, f.for)
    await new Promise((resolve) => left.signal.addEventListener("abort", resolve))
    clearTimeout(over)
    left.dispose()
    await close()
    return exit.done
  },
})

/** A line for each request. Those that nobody can have are the caller's trouble; those that failed here are ours. */
const logAnswered =
  (log: NonNullable<Io["log"]>) =>
  ({ method, route, status, took, who }: Answered): void =>
    log({
      level: status >= 500 ? "error" : status >= 400 ? "warn" : "info",
      message: "request",
      method,
      route,
      status,
      ms: Math.round(took * 10) / 10,
      ...(who !== undefined && { who }),
    })

/** The place that the flag or the configuration names. */
function keepAtOf({ keepAt = configuredPlaces().keepAt }: { readonly keepAt: string | undefined }) {
  return keepAt === undefined ? {} : { keepAt }
}

/** Key and certificate from their files, which must be given together. Throws D140. */
function tlsOf({ tlsKey, tlsCert }: { readonly tlsKey: string | undefined; readonly tlsCert: string | undefined }) {
  if (tlsKey === undefined && tlsCert === undefined) return {}
  if (tlsKey === undefined) throw fault("D140", { flag: "--tls-cert", text: tlsCert!, expected: "--tls-key with it" })
  if (tlsCert === undefined) throw fault("D140", { flag: "--tls-key", text: tlsKey, expected: "--tls-cert with it" })
  return { tls: { key: pem("--tls-key", tlsKey), cert: pem("--tls-cert", tlsCert) } }
}

function pem(flag: string, file: string): string {
  try {
    return readFileSync(file, "utf8")
  } catch {
    throw fault("D140", { flag, text: file, expected: "a PEM file that can be read" })
  }
}
