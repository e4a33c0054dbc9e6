import stringWidth from "string-width"

/** One column of a table. `keep`: the larger, the later it is dropped when the window is narrow. */
export interface Column {
  readonly title: string
  readonly right?: boolean
  readonly keep?: number
}

/** Rows in aligned columns, no wider than `width`: columns of least worth are dropped, then the last one is cut. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], width = Infinity): readonly string[] {
  let shown = columns.map((_, i) => i)
  const widths = columns.map((column, i) => Math.max(stringWidth(column.title), ...rows.map((row) => stringWidth(row[i] ?? ""))))
  const total = (): number => shown.reduce((sum, i) => sum + widths[i]! + gap.length, gap.length)
  while (shown.length > 2 && total() > width) {
    const least = [...shown].sort((a, b) => (columns[a]!.keep ?? 1) - (columns[b]!.keep ?? 1) || widths[b]! - widths[a]!)[0]!
    shown = shown.filter((i) => i !== least)
  }
  const line = (cells: readonly string[]): string =>
    (gap + shown.map((i) => pad(cells[i] ?? "", widths[i]!, columns[i]!.right === true)).join(gap)).trimEnd()
  return [line(columns.map((c) => c.title)), ...rows.map(line)].map((text) => cut(text, width))
}

/** A line cut to what fits, with an ellipsis. */
export function cut(text: string, width: number): string {
  if (stringWidth(text) <= width) return text
  let kept = text
  while (kept.length > 0 && stringWidth(kept) > width - 1) kept = kept.slice(0, -1)
  return `${kept}…`
}

const gap = "  "

function pad(text: string, width: number, right: boolean): string {
  const space = " ".repeat(Math.max(0, width - stringWidth(text)))
  return right ? space + text : text + space
}
