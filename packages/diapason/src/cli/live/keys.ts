import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import type { ReadStream } from "node:tty"

/** Keys as they are pressed, until it is closed. */
export interface Keys {
  /** Gives the terminal back as it was found. */
  close(): void
}

/**
 * Reads single keys from a terminal. Ctrl-C and Ctrl-Z do what they do anywhere; after a stop by Ctrl-Z `again` is called, so that
 * what was drawn is drawn anew. A command in the background reads nothing: it would be stopped for it.
 */
export function readKeys(input: ReadStream, pressed: (key: string) => void, again: () => void): Keys {
  const take = (): void => {
    if (!inForeground()) return
    input.setRawMode(true)
    input.resume()
    // Keys alone are no reason to go on.
    input.unref()
  }
  const give = (): void => {
    if (!input.destroyed) input.setRawMode(false)
    input.pause()
  }
  const heard = (text: string): void => {
    // Arrow keys and the like come as one piece that begins with an escape.
    if (text.startsWith("\u001b")) return
    for (const key of text) {
      if (key === "\u0003") process.kill(process.pid, "SIGINT")
      else if (key === "\u001a") process.kill(0, "SIGTSTP")
      else pressed(key)
    }
  }
  const stopped = (): void => {
    give()
    process.kill(process.pid, "SIGSTOP")
  }
  const continued = (): void => {
    take()
    again()
  }
  // A terminal that was closed is an error here; the study goes on.
  input.on("error", () => undefined)
  input.setEncoding("utf8").on("data", heard)
  process.on("SIGTSTP", stopped).on("SIGCONT", continued).on("exit", give)
  take()
  return {
    close() {
      process.off("SIGTSTP", stopped).off("SIGCONT", continued).off("exit", give)
      input.off("data", heard)
      give()
    },
  }
}

/** Whether the terminal listens to this process and not to another before it. */
function inForeground(): boolean {
  try {
    const [, , group, , , terminalGroup] = readFileSync("/proc/self/stat", "utf8")
      .replace(/^.*\) /s, "")
      .split(" ")
    return group === terminalGroup
  } catch {
    // Without /proc `ps` marks it with a plus.
    const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(process.pid)], { encoding: "utf8" })
    return stdout === null || stdout.includes("+")
  }
}
