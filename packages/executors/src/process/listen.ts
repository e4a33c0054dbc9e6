import type { Readable } from "node:stream"
import { lines, type Line } from "@diapason/core/protocol"

interface Ear {
  readonly hear: (line: Line) => void
  /** The bytes as they come, before their lines. */
  readonly raw?: (bytes: Uint8Array) => void
  /** Told each time how many bytes were no UTF-8 so far, and were replaced. */
  readonly replaced: (count: number) => void
  /** Whether more than can be taken in has come: then the stream is held back, and so is the script that writes it. */
  readonly full: () => boolean
}

/** Hears the lines of a stream until it is closed; one that is not there is closed already. */
export function listen(stream: Readable | undefined, { hear, raw, replaced, full }: Ear): Promise<void> {
  if (stream === undefined) return Promise.resolve()
  const reader = lines()
  return new Promise((resolve) => {
    stream.on("data", (bytes: Uint8Array) => {
      raw?.(bytes)
      reader.push(bytes).forEach(hear)
      replaced(reader.replaced)
      if (full()) stream.pause()
    })
    stream.on("error", () => resolve())
    stream.once("close", () => {
      reader.end().forEach(hear)
      resolve()
    })
    stream.once("end", () => stream.destroy())
  })
}
