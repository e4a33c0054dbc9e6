import { spawn } from "node:child_process"
import { createInterface } from "node:readline"

/** A program of `test/programs` that runs in a process of its own. */
export interface Program {
  /** The whole lines it has printed so far. */
  readonly lines: readonly string[]
  /** Resolves when it has printed so many lines; rejects when it ended before. */
  printed(count: number): Promise<void>
  /** Resolves with its exit code, or the signal it died of. */
  readonly ended: Promise<number | string>
  kill(): void
  /** Ends its input. */
  finish(): void
}

export function program(name: string, ...args: readonly string[]): Program {
  const child = spawn(process.execPath, [new URL(`../programs/${name}.mjs`, import.meta.url).pathname, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
  })
  const lines: string[] = []
  const waiting = new Set<() => void>()
  const wake = (): void => waiting.forEach((look) => look())
  const reader = createInterface(child.stdout).on("line", (line) => {
    lines.push(line)
    wake()
  })
  let over = false
  const ended = new Promise<number | string>((resolve) =>
    child.on("close", (code, signal) => {
      over = true
      reader.close()
      resolve(signal ?? code ?? -1)
      wake()
    }),
  )
  return {
    lines,
    ended,
    printed: (count) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (lines.length < count && !over) return
          waiting.delete(look)
          if (lines.length >= count) resolve()
          else reject(new Error(`${name} ended after ${lines.length} lines`))
        }
        waiting.add(look)
        look()
      }),
    kill: () => void child.kill("SIGKILL"),
    finish: () => void child.stdin.end(),
  }
}
