import picocolors from "picocolors"

/** The terminal as a verb sees it. Results go to `out`, everything else to `err`. */
export interface Io {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Whether a person watches `err`, so that a view may redraw itself there. */
  readonly live: boolean
  readonly columns: () => number
  readonly rows: () => number
  readonly paint: Paint
  readonly env: Readonly<Record<string, string | undefined>>
  readonly now: () => number
}

/** Colours, or none; they are never the only sign of anything. */
export type Paint = ReturnType<typeof picocolors.createColors>

export const systemIo = (): Io => ({
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
  live: process.stderr.isTTY === true && process.env["CI"] === undefined && process.env["TERM"] !== "dumb",
  columns: () => process.stderr.columns ?? 100,
  rows: () => process.stderr.rows ?? 24,
  paint: picocolors.createColors(coloured()),
  env: process.env,
  now: () => Date.now(),
})

function coloured(): boolean {
  if (process.env["FORCE_COLOR"] !== undefined && process.env["FORCE_COLOR"] !== "0") return true
  return process.env["NO_COLOR"] === undefined && process.stderr.isTTY === true && process.stdout.isTTY === true
}
