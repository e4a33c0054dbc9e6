import { cut, widthOf } from "./width.ts"

/** One column of a table. */
export interface Column {
  readonly title: string
  readonly right?: boolean
  /** The larger, the later it is dropped when the window is narrow. */
  readonly keep?: number
  /** A column that may be cut down to this width takes what the others leave. */
  readonly least?: number
}

/** Rows in aligned columns, no wider than `width`: columns of least worth are dropped, the one that may be cut takes what is left. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], width = Infinity): readonly string[] {
  const full = columns.map((column, i) => Math.max(widthOf(column.title), ...rows.map((row) => widthOf(row[i] ?? ""))))
  const needed = columns.map(({ least }, i) => Math.min(full[i]!, least ?? Infinity))
  const shown = fitting(columns, needed, width)
  const spare = Math.max(0, width - taken(shown, needed))
  const widths = columns.map(({ least }, i) => (least === undefined ? full[i]! : Math.min(full[i]!, needed[i]! + spare)))
  const cell = (cells: readonly string[], i: number): string => pad(cut(cells[i] ?? "", widths[i]!), widths[i]!, columns[i]!.right === true)
  const line = (cells: readonly string[]): string => (gap + shown.map((i) => cell(cells, i)).join(gap)).trimEnd()
  return [line(columns.map((c) => c.title)), ...rows.map(line)].map((text) => cut(text, width))
}

/** The columns that fit side by side, those of least worth dropped first; two always stay. */
function fitting(columns: readonly Column[], widths: readonly number[], width: number): readonly number[] {
  let shown: readonly number[] = columns.map((_, i) => i)
  while (shown.length > 2 && taken(shown, widths) > width) {
    const least = [...shown].sort((a, b) => (columns[a]!.keep ?? 1) - (columns[b]!.keep ?? 1) || widths[b]! - widths[a]!)[0]!
    shown = shown.filter((i) => i !== least)
  }
  return shown
}

const taken = (shown: readonly number[], widths: readonly number[]): number =>
  shown.reduce((sum, i) => sum + widths[i]! + gap.length, gap.length)

const gap = "  "

function pad(text: string, width: number, right: boolean): string {
  const space = " ".repeat(Math.max(0, width - widthOf(text)))
  return right ? space + text : text + space
}
