import { spawn } from "node:child_process"
import { endTree, hasProc, marks } from "./tree.ts"

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

/** What the process beside does with what it is told: a line is a time in milliseconds, or `-`, and a mark; `done` ends it. */
export function serveGuard(input: AsyncIterable<string>, end: (mark: string) => Promise<void> = endMarked): Promise<void> {
  const timers = new Map<string, NodeJS.Timeout>()
  const drop = (mark: string): void => {
    clearTimeout(timers.get(mark))
    timers.delete(mark)
  }
  const take = (line: string): void => {
    const [time = "", mark] = [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)]
    drop(mark)
    if (time !== "-")
      timers.set(
        mark,
        setTimeout(() => void (timers.delete(mark), end(mark)), Number(time)),
      )
  }
  return (async () => {
    for await (const line of input) {
      if (line === "done") return [...timers.keys()].forEach(drop)
      take(line)
    }
    const held = [...timers.keys()]
    held.forEach(drop)
    await Promise.all(held.map(end))
  })()
}

/** Half a second to leave, then by force. */
async function endMarked(mark: string): Promise<void> {
  const ids = marks().filter((id) => id === mark || id.endsWith(`/${mark}`))
  await Promise.all(ids.map((id) => endTree({ id, walk: true }, Date.now() + 500)))
}
