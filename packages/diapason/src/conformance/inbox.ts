import type { Readable } from "node:stream"
import { lines, marker, parseLine } from "@diapason/core/protocol"

/** What a client says on one channel, a line at a time. */
export interface Inbox {
  /** The next line as JSON, heartbeats aside; undefined at the end of the stream. */
  next(): Promise<unknown>
}

/** Collects the lines of a stream from now on. */
export function inbox(stream: Readable): Inbox {
  const reader = lines()
  const [ready, waiting]: [unknown[], ((value: unknown) => void)[]] = [[], []]
  let over = false
  const give = (value: unknown): void => void (waiting.length > 0 ? waiting.shift()!(value) : ready.push(value))
  stream.on("data", (bytes: Uint8Array) => {
    for (const line of reader.push(bytes)) {
      // A client whose study is gone may go on with marked lines.
      if (line.kind !== "line" || line.text.startsWith(marker)) continue
      const parsed = parseLine(line.text)
      const value = "object" in parsed ? parsed.object : { unreadable: line.text }
      if (value["type"] !== "heartbeat") give(value)
    }
  })
  stream.on("error", () => undefined)
  stream.once("close", () => {
    over = true
    for (const resolve of waiting) resolve(undefined)
  })
  stream.once("end", () => stream.destroy())
  return {
    next: () => (ready.length > 0 || over ? Promise.resolve(ready.shift()) : new Promise((resolve) => waiting.push(resolve))),
  }
}
