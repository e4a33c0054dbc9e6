import { createHmac, randomBytes, timingSafeEqual } from "node:crypto"
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import { hostname } from "node:os"
import { join } from "node:path"

/** Where trials reach the conductor of their study. */
export interface UplinkPlace {
  /** The address to listen at; all of this machine by default. */
  readonly host?: string
  /** A free one by default. */
  readonly port?: number
  /** How the nodes name this machine; its own name by default. */
  readonly address?: string
}

/**
 * An HTTP way from trials to the process that conducts them: messages of the trial protocol come in a POST each, what they are told goes
 * back in the answer. Each attempt has an address and a token of its own.
 */
export interface Uplink {
  /** What an attempt is given: `DIAPASON_URL`, `DIAPASON_TOKEN`. Resolves when somebody listens there. */
  variables(attempt: string): Promise<Readonly<Record<string, string>>>
  /** The port that is listened at, to be opened again by whoever follows. */
  readonly port: number | undefined
  /** Listens at the port of a dead conductor too, where it is free: its attempts know no other. */
  inherit(port: number): Promise<void>
  /** `take` gets each message of an attempt and gives the lines to answer it with; returns how to end that. */
  hear(attempt: string, take: (line: string) => Promise<readonly string[]>): () => void
}

/** `dir`: the folder whose secret the tokens are made of, so that another conductor with the same folder knows them. */
export function uplink(dir: string, { host = "0.0.0.0", port = 0, address = hostname() }: UplinkPlace): Uplink {
  const takers = new Map<string, (line: string) => Promise<readonly string[]>>()
  const over = new Set<string>()
  const secret = secretOf(dir)
  const token = (attempt: string): string => createHmac("sha256", secret).update(attempt).digest("base64url")
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const attempt = /^\/attempts\/([a-z0-9-]{1,64})$/.exec(request.url ?? "")?.[1]
    if (request.method !== "POST" || attempt === undefined) return end(response, 404)
    if (!same(request.headers.authorization ?? "", `Bearer ${token(attempt)}`)) return end(response, 401)
    const body = await bodyOf(request)
    if (body === undefined) return end(response, 413)
    const take = takers.get(attempt)
    // Nobody follows it yet: it is to say that again in a while.
    if (take === undefined) return over.has(attempt) ? end(response, 200, stale) : end(response, 503)
    const lines = await Promise.all(
      body
        .split("\n")
        .filter((line) => line.trim() !== "")
        .map(take),
    )
    end(response, 200, lines.flat().join("\n"))
  }
  const listening = new Map<number, Promise<Server>>()
  const listen = (at: number): Promise<Server> =>
    new Promise((resolve, reject) => {
      const server = createServer((request, response) => void answer(request, response).catch(() => end(response, 500)))
      server.requestTimeout = 30_000
      server.once("error", reject)
      server.listen(at, host, () => resolve(server.unref()))
    })
  let open: Promise<number> | undefined
  let known: number | undefined
  const opened = (): Promise<number> =>
    (open ??= listen(port).then((server) => {
      known = (server.address() as { readonly port: number }).port
      listening.set(known, Promise.resolve(server))
      return known
    }))
  return {
    async variables(attempt) {
      const at = await opened()
      return { DIAPASON_URL: `http://${bracketed(address)}:${at}/attempts/${attempt}`, DIAPASON_TOKEN: token(attempt) }
    },
    get port() {
      return known
    },
    async inherit(at) {
      if (!listening.has(at)) listening.set(at, listen(at))
      await listening.get(at)!.catch(() => listening.delete(at))
    },
    hear(attempt, take) {
      takers.set(attempt, take)
      return () => {
        takers.delete(attempt)
        over.add(attempt)
      }
    },
  }
}

/** An attempt that another has taken over from, or whose end was recorded. */
const stale = JSON.stringify({ type: "end", stale: true })

function secretOf(dir: string): Buffer {
  const path = join(dir, "uplink.secret")
  try {
    mkdirSync(dir, { recursive: true })
    writeFileSync(path, randomBytes(32), { mode: 0o600, flag: "wx" })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error
  }
  return readFileSync(path)
}

function same(said: string, expected: string): boolean {
  const [a, b] = [Buffer.from(said), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Undefined for more than eight messages of full length. */
async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > 8 << 20) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString("utf8")
}

function end(response: ServerResponse, status: number, body = ""): void {
  if (response.headersSent) return
  response.writeHead(status, { "content-type": "application/json", ...(status >= 400 && { connection: "close" }) }).end(body)
}

const bracketed = (address: string): string => (address.includes(":") ? `[${address}]` : address)
