import type { Client } from "pg"
import type { Address } from "./address.ts"

/** A few connections to one database, opened when they are needed. */
export interface Connections {
  /**
   * Does some work on a connection that nobody else uses meanwhile, in the order of asking. One that fails, or gives no answer within
   * `limit` milliseconds (ten seconds), is thrown away: what was asked of it may or may not have been done.
   */
  use<T>(work: (client: Client) => Promise<T>, limit?: number): Promise<T>
  close(): Promise<void>
}

/** Opens one connection; whoever asks closes it. */
export async function connect({ connection }: Address, limit = answerTime): Promise<Client> {
  const { default: pg } = await import("pg")
  const client = new pg.Client({
    connectionString: connection,
    connectionTimeoutMillis: limit,
    keepAlive: true,
    fallback_application_name: "diapason",
  })
  // What happens between two statements is found by the next.
  client.on("error", () => undefined)
  try {
    await client.connect()
    return client
  } catch (error) {
    discard(client)
    throw error
  }
}

/** Milliseconds in which a statement is answered, or its connection counts as cut. */
export const answerTime = 10_000

export function connections(address: Address): Connections {
  const idle: Client[] = []
  const waiting: (() => void)[] = []
  let busy = 0
  let closed = false

  const enter = (): Promise<void> => {
    if (busy < address.pool) {
      busy++
      return Promise.resolve()
    }
    return new Promise((resolve) => void waiting.push(resolve))
  }
  const leave = (): void => {
    const next = waiting.shift()
    if (next === undefined) busy--
    else next()
  }
  return {
    async use(work, limit = Math.min(answerTime, Math.max(address.wait, 1000))) {
      await enter()
      let client: Client | undefined
      try {
        client = idle.pop() ?? (await connect(address, limit))
        const value = await inTime(work(client), limit)
        if (closed) discard(client)
        else idle.push(client)
        return value
      } catch (error) {
        // A statement that the server refused leaves a sound connection.
        if (client !== undefined && !closed && refused(error)) idle.push(client)
        else if (client !== undefined) discard(client)
        throw error
      } finally {
        leave()
      }
    },
    async close() {
      closed = true
      await Promise.all(idle.splice(0).map((client) => client.end().catch(() => undefined)))
    },
  }
}

/** Whether the server answered, and goes on: an error with a state that is not about the connection itself. */
const refused = (error: unknown): boolean =>
  error instanceof Error && "severity" in error && error.severity === "ERROR" && "code" in error && !/^(08|57P0)/.test(String(error.code))

/** Breaks a connection off, without a word to the other side, who may not hear it. */
export function discard(client: Client): void {
  const { stream } = (client as unknown as { connection: { stream: { destroy(): void } } }).connection
  stream.destroy()
}

async function inTime<T>(work: Promise<T>, limit: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const error = Object.assign(new Error(`no answer within ${limit / 1000} s`), { code: "NO_ANSWER" })
    timer = setTimeout(() => reject(error), limit)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
    work.catch(() => undefined)
  }
}
