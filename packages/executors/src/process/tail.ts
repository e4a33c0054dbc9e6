import { closeSync, openSync, readSync } from "node:fs"

/** Follows a file that is only appended to: each `poll` hands on the bytes that came since the last. Absent files are empty. */
export function tail(path: string, hear: (bytes: Uint8Array) => void): { poll(): void; close(): void } {
  const buffer = new Uint8Array(1 << 16)
  let fd: number | undefined
  return {
    poll() {
      try {
        fd ??= openSync(path, "r")
        for (let n = readSync(fd, buffer); n > 0; n = readSync(fd, buffer)) hear(buffer.slice(0, n))
      } catch {
        // Not there yet, or not a file: nothing was said this way.
      }
    },
    close() {
      if (fd !== undefined) closeSync(fd)
    },
  }
}
