import type { ReadStream } from "node:tty"
import picocolors from "picocolors"
import type { LogEntry } from "./log/log-line.ts"

/** The terminal as a verb sees it. Results go to `out`, everything else to `err`. */
export interface Io {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Present where a program reads `err`: an entry becomes a line of JSON there, as every text for `err` does. */
  readonly log?: (entry: LogEntry) => void
  /** Whether a person watches `err`, so that a view may redraw itself there. */
  readonly live: boolean
  /** The keyboard, where a person sits at one and `live` holds. */
  readonly keyboard: ReadStream | undefined
  /** Size of the window that `err` goes to. */
  readonly columns: () => number
  readonly rows: () => number
  /** Columns that `out` has: without end where it is a file or a pipe, so that nothing is cut there. */
  readonly width: () => number
  readonly paint: Paint
  readonly env: Readonly<Record<string, string | undefined>>
  readonly now: () => number
}

/** Colours, or none; they are never the only sign of anything. */
export type Paint = ReturnType<typeof picocolors.createColors>

export const systemIo = (): Io => ({
  out: writerTo(process.stdout),
  err: writerTo(process.stderr),
  live: isLive(),
  // What standard input is has not to be found out where nobody watches.
  get keyboard() {
    return isLive() && process.stdin.isTTY ? process.stdin : undefined
  },
  columns: () => process.stderr.columns ?? 100,
  rows: () => process.stderr.rows ?? 24,
  width: () => process.stdout.columns ?? Infinity,
  paint: picocolors.createColors(coloured()),
  env: process.env,
  now: () => Date.now(),
})

const isLive = (): boolean => process.stderr.isTTY === true && process.env["CI"] === undefined && process.env["TERM"] !== "dumb"

function coloured(): boolean {
  if (process.env["FORCE_COLOR"] !== undefined && process.env["FORCE_COLOR"] !== "0") return true
  return process.env["NO_COLOR"] === undefined && process.stderr.isTTY === true && process.stdout.isTTY === true
}

/** Writes lines until the reader has gone (`| head`) or the terminal was closed: then there is nobody to tell, and the work goes on. */
function writerTo(stream: NodeJS.WriteStream): (text: string) => void {
  let gone = false
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (!gone && error.code !== "EPIPE" && error.code !== "EIO") throw error
    gone = true
  })
  return (text) => {
    if (!gone) stream.write(`${text}\n`)
  }
}
