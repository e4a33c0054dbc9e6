import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"

/** What a server makes of a request: its status and the text of its answer. */
export type Handler = (request: {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage["headers"]
  readonly body: Buffer
}) => Promise<Given> | Given

interface Given {
  readonly status: number
  readonly text: string
}

/** A real HTTP server on loopback that can be made to misbehave from a contact on. */
export interface Unruly {
  readonly url: string
  readonly harm: (fault: string, after: number) => Promise<void>
  readonly mend: () => Promise<void>
  readonly close: () => Promise<void>
  /** Milliseconds that a tracker should wait for it: little while it is harmed, as then it is waited for in vain. */
  readonly patience: () => number
}

/** `slow`: the work is done, and nobody hears of it. `cut`: likewise, but the answer breaks off. `gone`: nobody listens. The others do nothing. */
export const faults = ["slow", "cut", "500", "garbage", "gone"] as const

export async function unruly(handle: Handler): Promise<Unruly> {
  let harmed: { readonly fault: string; left: number } | undefined
  const server = createServer((request, response) => void serve(request, response))
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body: Buffer[] = []
    for await (const part of request) body.push(part as Buffer)
    const asked = { method: request.method!, path: request.url!, headers: request.headers, body: Buffer.concat(body) }
    const fault = harmed !== undefined && harmed.left-- <= 0 ? harmed.fault : undefined
    if (fault === "500") return void response.writeHead(500, { "content-type": "text/html" }).end("<h1>no</h1>")
    if (fault === "garbage") return void response.writeHead(200).end('{"experiment_id')
    if (fault === "gone") return void (await stop())
    const { status, text } = await handle(asked)
    if (fault === "slow") return
    if (fault === "cut") return void response.writeHead(status, { "content-length": 1000 }).write("{", () => response.destroy())
    response.writeHead(status, { "content-type": "application/json" }).end(text)
  }
  const listen = (port: number): Promise<void> => new Promise((ready) => server.listen(port, "127.0.0.1", ready))
  const stop = (): Promise<void> =>
    new Promise((closed) => {
      server.close(() => closed())
      server.closeAllConnections()
    })
  await listen(0)
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    async harm(fault, after) {
      harmed = { fault, left: after }
      if (fault === "gone" && after === 0) await stop()
    },
    async mend() {
      harmed = undefined
      if (!server.listening) await listen(port)
    },
    close: stop,
    patience: () => (harmed === undefined ? 20_000 : 100),
  }
}
