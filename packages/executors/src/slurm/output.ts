import { open } from "node:fs/promises"
import { join } from "node:path"
import type { JobOutput } from "@diapason/core"

/** What a job prints, from the file that Slurm writes. It is opened anew at each reading: a shared file system then shows what is new. */
export function fileOutput(dir: string, id: string): JobOutput {
  const path = join(dir, `${id}.out`)
  let at = 0
  return {
    async read() {
      const file = await open(path).catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT" || error.code === "ESTALE") return undefined
        throw error
      })
      if (file === undefined) return new Uint8Array(0)
      try {
        const size = Math.min(mostAtOnce, Math.max(0, (await file.stat()).size - at))
        const { bytesRead, buffer } = await file.read(new Uint8Array(size), 0, size, at)
        at += bytesRead
        return buffer.subarray(0, bytesRead)
      } finally {
        await file.close()
      }
    },
    close: () => undefined,
  }
}

/** Bytes. */
const mostAtOnce = 2 ** 24
