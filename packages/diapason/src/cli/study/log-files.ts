import { open } from "node:fs/promises"
import { join } from "node:path"
import { folderName } from "@diapason/core"

/** Where an attempt's output is. */
export const logFile = (dir: string, study: string, trial: number, attempt: number): string =>
  join(dir, folderName(study), "logs", `${trial}.${attempt}.log`)

/** The whole lines of a file that grows; the last line too, though it has no end, when it is asked for. */
export interface Growing {
  /** What has come since; empty where there is nothing, or no file yet. */
  more(): Promise<readonly string[]>
  /** The line that was begun and not ended. */
  rest(): readonly string[]
}

/** Reads a file again and again from where it was left. */
export function growing(path: string): Growing {
  const decoder = new TextDecoder()
  let [at, begun] = [0, ""]
  return {
    async more() {
      const file = await open(path).catch(() => undefined)
      if (file === undefined) return []
      try {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(piece), 0, piece, at)
        at += bytesRead
        const parts = (begun + decoder.decode(buffer.subarray(0, bytesRead), { stream: true })).split("\n")
        begun = parts.pop() ?? ""
        return bytesRead === piece ? [...parts, ...(await this.more())] : parts
      } finally {
        await file.close()
      }
    },
    rest: () => (begun === "" ? [] : [begun]),
  }
}

const piece = 1 << 16
