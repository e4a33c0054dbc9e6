import { createHub, type Said } from "./hub.ts"

/** What a tab asks of the thread that all tabs share. */
export type Wanted = { readonly listen: string; readonly after: number } | { readonly leave: string }

/** What it is told: what came of the stream at that address. */
export type Told = { readonly address: string; readonly said: Said }

const hub = createHub()

// The types of a shared worker and those of a page exclude each other; this is all that is needed of the former.
const place = globalThis as unknown as { onconnect: (event: MessageEvent) => void }

place.onconnect = ({ ports: [port] }) => {
  const leaves = new Map<string, () => void>()
  port!.onmessage = ({ data }: MessageEvent<Wanted>) => {
    const address = "listen" in data ? data.listen : data.leave
    leaves.get(address)?.()
    leaves.delete(address)
    if ("listen" in data)
      leaves.set(
        address,
        hub.listen(address, data.after, (said) => port!.postMessage({ address, said } satisfies Told)),
      )
  }
}
