import { spawn } from "node:child_process"
import { createInterface } from "node:readline"
import { signal } from "../process/tree.ts"

/** A process that stays: it is told of one trial after another on its standard input, and answers on its standard output. */
export interface Hand {
  /** Writes one message; nothing happens once it has gone. */
  say(message: unknown): void
  /** Who hears its messages, and each line of its standard error, from now on. */
  serve(trial: Listener | undefined): void
  /** Ends it and all that it started: asked first, by force after `grace` milliseconds. */
  end(grace: number): void
  readonly gone: boolean
}

export interface Listener {
  message(message: Readonly<Record<string, unknown>>): void
  complaint(line: string): void
  /** It has ended; `error` where it could not be started. */
  left(exit: number | null, signal: NodeJS.Signals | null, error: NodeJS.ErrnoException | undefined): void
}

/** Starts one. Its end is told to whoever it serves, also where the program could not be started. */
export function hire(command: readonly string[], env: Readonly<Record<string, string | undefined>>, cwd: string | undefined): Hand {
  const [program = "", ...words] = command
  const child = spawn(program, words, { cwd, env, stdio: ["pipe", "pipe", "pipe"], detached: process.platform !== "win32" })
  let trial: Listener | undefined
  let [gone, asked] = [false, false]
  const leave = (exit: number | null, by: NodeJS.Signals | null, error?: NodeJS.ErrnoException): void => {
    if (gone) return
    gone = true
    trial?.left(exit, by, error)
  }
  // Who writes to a process that has just gone is told by its end.
  child.stdin.on("error", () => undefined)
  createInterface({ input: child.stdout }).on("line", (line) => {
    const message = read(line)
    if (message !== undefined) trial?.message(message)
  })
  createInterface({ input: child.stderr }).on("line", (line) => trial?.complaint(line))
  child.once("error", (error) => leave(null, null, error))
  child.once("close", (exit, by) => leave(exit, by))
  const signalled = (name: NodeJS.Signals): void => void (child.pid !== undefined && signal(-child.pid, name))
  return {
    say: (message) => void (gone || child.stdin.write(`${JSON.stringify(message)}\n`)),
    serve: (next) => void (trial = next),
    end(grace) {
      if (gone || asked) return
      asked = true
      signalled("SIGTERM")
      const timer = setTimeout(() => signalled("SIGKILL"), grace)
      child.once("close", () => clearTimeout(timer))
    },
    get gone() {
      return gone
    },
  }
}

/** A line that is no message was printed by a library. */
function read(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : undefined
  } catch {
    return undefined
  }
}
