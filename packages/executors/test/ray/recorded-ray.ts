import { readFileSync } from "node:fs"
import { createServer, type IncomingMessage } from "node:http"
import type { AddressInfo } from "node:net"

/** An answer as it came from a Ray 2.60.0, or one that is made up. */
export interface Recorded {
  readonly status: number
  readonly type?: string
  readonly body?: string
  /** In place of `body`, where it is no text. */
  readonly base64?: string
  readonly location?: string
}

/** What a private Ray 2.60.0 answered, by what it was about; paths of its machine are made plain. */
export const recorded = JSON.parse(readFileSync(new URL("recorded/ray-2.60.0.json", import.meta.url), "utf8")) as Readonly<
  Record<string, Recorded>
>

export interface Player {
  readonly address: string
  /** What was asked, as `GET /api/jobs/`, with the bodies that were sent. */
  readonly asked: readonly { readonly what: string; readonly headers: IncomingMessage["headers"]; readonly body: string }[]
  close(): void
}

/** Gives for each request what `answer` says; nothing ever where that is undefined. */
export async function play(answer: (what: string) => Recorded | undefined): Promise<Player> {
  const asked: { what: string; headers: IncomingMessage["headers"]; body: string }[] = []
  const server = createServer((request, response) => {
    let body = ""
    request.setEncoding("utf8").on("data", (part: string) => (body += part))
    request.on("end", () => {
      const what = `${request.method} ${request.url}`
      asked.push({ what, headers: request.headers, body })
      const said = answer(what)
      if (said === undefined) return
      const headers = { "content-type": said.type ?? "application/json", ...(said.location !== undefined && { location: said.location }) }
      response.writeHead(said.status, headers).end(said.base64 === undefined ? said.body : Buffer.from(said.base64, "base64"))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    address,
    asked,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
