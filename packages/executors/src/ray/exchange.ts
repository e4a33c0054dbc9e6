import { request as http } from "node:http"
import { request as https } from "node:https"

interface Asked {
  readonly method: "GET" | "POST"
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** Milliseconds for the whole of it. */
  readonly timeout: number
}

export interface Answered {
  readonly status: number
  readonly body: Buffer
  /** Where it sends on to. */
  readonly location?: string
}

/**
 * One request over HTTP. Not by `fetch`, which names itself a page's (`Sec-Fetch-Mode`): Ray lets pages read, and nothing more.
 * Rejects with the system's error, or with `TimeoutError`.
 */
export function exchange(url: string, { method, headers, body = "", timeout }: Asked): Promise<Answered> {
  const signal = AbortSignal.timeout(timeout)
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => reject(signal.aborted ? (signal.reason as Error) : error)
    const length = body === "" ? {} : { "content-type": "application/json", "content-length": Buffer.byteLength(body) }
    const asked = (url.startsWith("https:") ? https : http)(url, { method, headers: { ...headers, ...length }, signal }, (response) => {
      const chunks: Buffer[] = []
      response.on("data", (chunk: Buffer) => chunks.push(chunk))
      response.on("error", fail)
      response.on("end", () => {
        const { location } = response.headers
        resolve({ status: response.statusCode!, body: Buffer.concat(chunks), ...(location !== undefined && { location }) })
      })
    })
    asked.on("error", fail)
    asked.end(body)
  })
}
