import { spawn } from "node:child_process"
import type { Duplex } from "node:stream"
import { expect, test } from "vitest"
import { keepReading } from "../../src/process/keep-reading.ts"

const words = "the last words\n"

/** What is read of a process that has left, when something is written to it first. */
function readAfterWriting(prepare: (stream: Duplex) => void): Promise<string> {
  const child = spawn(process.execPath, ["-e", `require("node:fs").writeSync(3, ${JSON.stringify(words)})`], {
    stdio: ["ignore", "inherit", "inherit", "pipe"],
  })
  const stream = child.stdio[3] as Duplex
  prepare(stream)
  let read = ""
  return new Promise((resolve) => {
    stream.on("error", () => undefined)
    stream.once("close", () => resolve(read))
    stream.once("end", () => stream.destroy())
    child.once("exit", () => {
      stream.write("an answer\n")
      process.nextTick(() => stream.on("data", (bytes: Buffer) => void (read += bytes.toString())))
    })
  })
}

test.skipIf(process.platform === "win32")("what a process said before it left is read, although it is written to afterwards", async () => {
  expect(await readAfterWriting(keepReading)).toBe(words)
})

test.skipIf(process.platform === "win32")("by itself a stream loses it", async () => {
  expect(await readAfterWriting(() => undefined)).toBe("")
})
