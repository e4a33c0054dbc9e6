import { spawn } from "node:child_process"
import { hasProc } from "./tree.ts"

/**
 * A small process beside a worker, which ends attempts that nobody answers for any more: all of them when the worker is gone, and each when its
 * time was not renewed, so that a worker that was killed or frozen leaves nothing that runs past its lease.
 */
export interface Guard {
  /**
   * Attempts that are marked so may live for `ms` milliseconds from now, unless it is said again. `mark`: the id of one attempt, or the
   * session of many.
   */
  hold(mark: string, ms: number): void
  /** It is over by itself, or in other hands. */
  drop(mark: string): void
  /** Nothing is guarded any more. */
  close(): void
}

/** Starts the process (`program` calls `serveGuard`), where the system shows what is to be guarded; elsewhere nothing is guarded. */
export function guard(program: string): Guard {
  if (!hasProc) return { hold: () => undefined, drop: () => undefined, close: () => undefined }
  // A group of its own: the signals of a terminal are the worker's.
  const child = spawn(process.execPath, [program], { detached: true, stdio: ["pipe", "ignore", "ignore"] })
  child.on("error", () => undefined)
  child.stdin.on("error", () => undefined)
  child.unref()
  ;(child.stdin as unknown as { unref?(): void }).unref?.()
  const say = (line: string): void => void (child.stdin.writable && child.stdin.write(`${line}\n`))
  return {
    hold: (mark, ms) => say(`${Math.max(0, Math.round(ms))} ${mark}`),
    drop: (mark) => say(`- ${mark}`),
    close: () => void child.stdin.end("done\n"),
  }
}
