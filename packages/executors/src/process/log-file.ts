import { closeSync, openSync, writeSync } from "node:fs"
import type { TrialLink } from "@diapason/core"

/** Everything an attempt prints, in one file, as it comes. A disk that is full costs the log, not the trial. */
export function logFile(path: string, link: Pick<TrialLink, "diagnostic">): { write(bytes: Uint8Array): void; close(): void } {
  const fd = openSync(path, "a")
  let broken = false
  return {
    write(bytes) {
      try {
        for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at)
      } catch (error) {
        if (!broken) link.diagnostic("D222", `the log ${path} is not complete: ${(error as Error).message}`)
        broken = true
      }
    },
    close: () => closeSync(fd),
  }
}
