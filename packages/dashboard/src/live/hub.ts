/** Whether events come: `live`, a cut that is being mended, or none for now. */
export type Connection = "live" | "reconnecting" | "offline"

/** What comes of a stream: a message with its position, or how the connection is. */
export type Said = { readonly data: string } | { readonly connection: Connection }

/** One stream per address, however many listen. */
export interface Hub {
  /** Listens to the stream at an address, begun after a position where nobody has it yet. Returns how to end that. */
  listen(address: string, after: number, hear: (said: Said) => void): () => void
}

interface Stream {
  readonly hearers: Set<(said: Said) => void>
  connection: Connection
  close(): void
}

/** Milliseconds until a stream that the server refused is asked for again. */
const patience = 3000

/**
 * Streams in this thread: a page's own, or those of all tabs where this thread is shared. A stream goes on from where it was: the browser
 * mends cuts, and what the server refused is asked for again after some seconds. Who comes late to a stream may have missed something before
 * its first message, and sees that by the positions.
 */
export function createHub(): Hub {
  const streams = new Map<string, Stream>()
  return {
    listen(address, after, hear) {
      let stream = streams.get(address)
      if (stream === undefined) streams.set(address, (stream = openStream(address, after)))
      else hear({ connection: stream.connection })
      const { hearers } = stream
      hearers.add(hear)
      return () => {
        hearers.delete(hear)
        if (hearers.size > 0) return
        stream.close()
        if (streams.get(address) === stream) streams.delete(address)
      }
    },
  }
}

function openStream(address: string, after: number): Stream {
  let position = after
  let [source, timer] = [undefined as EventSource | undefined, undefined as ReturnType<typeof setTimeout> | undefined]
  const stream: Stream = {
    hearers: new Set(),
    connection: "reconnecting",
    close() {
      clearTimeout(timer)
      source?.close()
    },
  }
  const tell = (connection: Connection): void => {
    stream.connection = connection
    for (const hear of stream.hearers) hear({ connection })
  }
  const open = (): void => {
    source = new EventSource(`${address}?after=${position}`)
    source.onopen = () => tell("live")
    source.onmessage = ({ data, lastEventId }: MessageEvent<string>) => {
      position = Number(lastEventId) || position
      for (const hear of stream.hearers) hear({ data })
    }
    source.onerror = () => {
      const refused = source!.readyState === EventSource.CLOSED
      tell(refused ? "offline" : "reconnecting")
      if (refused) timer = setTimeout(open, patience)
    }
  }
  open()
  return stream
}
