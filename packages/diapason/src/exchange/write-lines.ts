import { once } from "node:events"
import { createWriteStream } from "node:fs"

/** Writes lines into a file as they come, no more of them in memory than the file takes at once. Rejects where it cannot be written. */
export async function writeLines(path: string, lines: AsyncIterable<string> | Iterable<string>): Promise<void> {
  const stream = createWriteStream(path)
  const closed = once(stream, "close")
  for await (const line of lines) if (!stream.write(`${line}\n`)) await Promise.race([once(stream, "drain"), closed])
  stream.end()
  await closed
}
