/** How many lines pass through each cell of a grid, columns from the left, rows from below. */
export interface Density {
  readonly columns: number
  readonly rows: number
  /** Column by column. */
  readonly counts: Uint32Array
  readonly most: number
}

interface Frame {
  readonly from: number
  readonly to: number
  readonly low: number
  readonly high: number
  readonly columns: number
  readonly rows: number
}

/**
 * Counts lines instead of drawing them: each line counts once in every column that it crosses, at its height in the middle of the column. What
 * leaves the frame is not counted.
 */
export function densityOf(lines: Iterable<readonly (readonly [x: number, y: number])[]>, frame: Frame): Density {
  const { from, to, low, high, columns, rows } = frame
  const counts = new Uint32Array(columns * rows)
  const wide = (to - from) / columns || 1
  for (const line of lines) {
    let k = 0
    for (let column = 0; column < columns; column++) {
      const x = from + (column + 0.5) * wide
      while (k < line.length - 1 && line[k + 1]![0] < x) k++
      const [a, b] = [line[k], line[k + 1] ?? line[k]]
      if (a === undefined || b === undefined || x < a[0] - wide / 2 || x >= b[0] + wide / 2) continue
      const y = b[0] === a[0] ? a[1] : a[1] + ((b[1] - a[1]) * (Math.min(b[0], Math.max(a[0], x)) - a[0])) / (b[0] - a[0])
      const row = Math.floor(((y - low) / (high - low || 1)) * rows)
      const top = y === high ? rows - 1 : row
      if (top >= 0 && top < rows) counts[column * rows + top]!++
    }
  }
  return { columns, rows, counts, most: counts.reduce((most, count) => Math.max(most, count), 0) }
}
