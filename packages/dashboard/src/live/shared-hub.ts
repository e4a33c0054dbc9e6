import { base } from "./api.ts"
import type { Told, Wanted } from "./events-worker.ts"
import { createHub, type Hub, type Said } from "./hub.ts"

/** The file of the shared thread, whose name has a hash; the bundler writes it here. */
declare const eventsWorker: string

interface Listening {
  readonly address: string
  readonly after: number
  readonly hear: (said: Said) => void
  /** Where there is no shared thread: the end of this page's own stream. */
  leave?: () => void
}

/**
 * The streams of this page. One thread holds them for all tabs, since a browser opens only six connections to a host; where there is none
 * (or it does not start) the page opens its own.
 */
export const hub: Hub = openHub()

function openHub(): Hub {
  const listening = new Set<Listening>()
  let port = openPort()
  const own = createHub()
  const say = (wanted: Wanted): void => port?.postMessage(wanted)
  const begin = (one: Listening): void => {
    if (port === undefined) one.leave = own.listen(one.address, one.after, one.hear)
    else say({ listen: one.address, after: one.after })
  }
  const withoutThread = (): void => {
    if (port === undefined) return
    port = undefined
    for (const one of listening) begin(one)
  }

  function openPort(): MessagePort | undefined {
    if (typeof SharedWorker === "undefined") return undefined
    try {
      const worker = new SharedWorker(`${base}/assets/${eventsWorker}`, { name: "diapason-events" })
      worker.onerror = () => withoutThread()
      worker.port.onmessage = ({ data: { address, said } }: MessageEvent<Told>) => {
        for (const one of listening) if (one.address === address) one.hear(said)
      }
      return worker.port
    } catch {
      return undefined
    }
  }

  // A tab that is closed, or put aside by the browser, takes no part; it comes back as it was.
  addEventListener("pagehide", () => {
    for (const { address } of listening) say({ leave: address })
  })
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted && port !== undefined) for (const one of listening) begin(one)
  })
  return {
    listen(address, after, hear) {
      const one: Listening = { address, after, hear }
      listening.add(one)
      begin(one)
      return () => {
        listening.delete(one)
        one.leave?.()
        if (![...listening].some((other) => other.address === address)) say({ leave: address })
      }
    },
  }
}
