import type { Client } from "pg"
import { setTimeout as pause } from "node:timers/promises"
import type { Address } from "./address.ts"
import { answerTime, connect, discard } from "./connections.ts"

/** A connection that listens on a channel until it is closed, and is opened again whenever it was cut. */
export interface Ear {
  /** Whether it hears at this moment. */
  readonly hears: boolean
  close(): void
}

/** `heard`: with each notice, and with the empty one whenever it begins to hear: what was said before that was missed. */
export function listen(address: Address, channel: string, heard: (payload: string) => void): Ear {
  const over = new AbortController()
  let client: Client | undefined
  let hears = false

  const hear = async (): Promise<void> => {
    const opened = await connect(address)
    client = opened
    const cut = new Promise<void>((resolve) => opened.once("end", resolve).once("error", () => resolve()))
    if (over.signal.aborted) return discard(opened)
    opened.on("notification", ({ payload }) => heard(payload ?? ""))
    try {
      await opened.query(`LISTEN "${channel}"`)
      hears = true
      heard("")
      await Promise.race([cut, silence(opened, over.signal)])
    } finally {
      hears = false
      discard(opened)
    }
  }
  const live = async (): Promise<void> => {
    for (let rest = 100; !over.signal.aborted; rest = hears ? 100 : Math.min(2 * rest, 5000)) {
      await hear().catch(() => undefined)
      await pause(rest, undefined, { signal: over.signal }).catch(() => undefined)
    }
  }
  void live()
  return {
    get hears() {
      return hears
    },
    close() {
      over.abort()
      if (client !== undefined) discard(client)
    },
  }
}

/** Resolves when the connection no longer answers, which a cut network does not tell. */
async function silence(client: Client, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await pause(answerTime, undefined, { signal, ref: false }).catch(() => undefined)
    if (signal.aborted) return
    const answer = client.query("SELECT 1").then(
      () => true,
      () => false,
    )
    if (!(await Promise.race([answer, pause(answerTime, false, { ref: false })]))) return
  }
}
