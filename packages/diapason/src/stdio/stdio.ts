import { once } from "node:events"
import { createInterface } from "node:readline"
import type { Readable, Writable } from "node:stream"
import { parseLine } from "@diapason/core/protocol"
import { converse } from "./converse.ts"

/**
 * One study over two streams: JSON lines, one answer for each request, in order; nothing else is written to `output`.
 * Resolves at the end of input, after unfinished trials were put back.
 */
export async function stdio(input: Readable, output: Writable): Promise<void> {
  const conversation = converse()
  try {
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      if (line.trim() === "") continue
      const parsed = parseLine(line)
      const answer = "object" in parsed ? await conversation.answer(parsed.object) : notJson(parsed.why)
      if (!output.write(`${JSON.stringify(answer)}\n`)) await once(output, "drain")
    }
  } finally {
    await conversation.end()
  }
}

const notJson = (why: string): object => ({ error: { code: "D506", message: `The line cannot be read: ${why}.` } })
