import { widthOf } from "../text/width.ts"

/** Lines that are painted over at one place of a terminal, below all that was written before. */
interface Painter {
  /** Shows these lines instead of the last ones; only those that differ are written. */
  paint(lines: readonly string[]): void
  /** Takes the lines away, so that something else can be written there. */
  clear(): void
  /** Leaves the lines where they are; the next are painted below. */
  leave(): void
}

/** The window as the painter needs it. */
export interface Canvas {
  write(text: string): unknown
  readonly columns?: number
}

/** The lines must be narrower than the window, and fewer than its rows. */
export function painter(canvas: Canvas): Painter {
  let shown: readonly string[] = []
  let columns = canvas.columns
  /** Rows that the shown lines take by now: a window that was made narrower has folded them. */
  const height = (): number => shown.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / (canvas.columns ?? Infinity))), 0)
  const clear = (): void => {
    if (shown.length > 0) canvas.write(`${up(height())}${below}`)
    shown = []
  }
  return {
    clear,
    paint(lines) {
      if (canvas.columns !== columns) clear()
      columns = canvas.columns
      const rows = lines.map((line, i) => (line === shown[i] ? "\n" : `${line}${restOfRow}\n`))
      canvas.write(`${begin}${up(shown.length)}${rows.join("")}${lines.length < shown.length ? below : ""}${end}`)
      shown = lines
    },
    leave: () => void (shown = []),
  }
}

const escape = "\u001b["
const up = (rows: number): string => (rows > 0 ? `${escape}${rows}A\r` : "\r")
/** Erases what is left of a row, or everything from here on. */
const restOfRow = `${escape}K`
const below = `${escape}J`
/** Between these a terminal that knows them shows nothing half done. */
const begin = `${escape}?2026h`
const end = `${escape}?2026l`
