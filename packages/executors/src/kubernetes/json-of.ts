import type { IncomingMessage } from "node:http"

/** The JSON of a body; undefined where it is none. Rejects when the connection breaks before its end. */
export async function jsonOf(response: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = []
  for await (const part of response) parts.push(part as Buffer)
  try {
    return JSON.parse(Buffer.concat(parts).toString("utf8"))
  } catch {
    return undefined
  }
}
