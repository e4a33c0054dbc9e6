/** A picture of characters: lines of dots in braille (two across and four down in each), signs above them, words above all. */
export interface GridCanvas {
  readonly columns: number
  readonly rows: number
  /** A dot at a place from 0 to 1, from the left and from below. What lies outside is not drawn. */
  dot(x: number, y: number): void
  line(fromX: number, fromY: number, toX: number, toY: number): void
  /** A sign in place of a cell's dots. Words are written over signs. */
  sign(x: number, y: number, sign: string): void
  /** Words beside a place, as far as there is room; nothing is written over others. */
  word(x: number, y: number, text: string): void
  /** Shades a cell: dots and signs stand above. */
  shade(column: number, row: number, sign: string): void
  lines(): readonly string[]
}

export function gridCanvas(columns: number, rows: number): GridCanvas {
  const dots = new Uint8Array(columns * rows)
  const signs: (string | undefined)[] = []
  const shades: (string | undefined)[] = []
  const words = new Set<number>()
  const [across, down] = [columns * 2, rows * 4]
  const set = (px: number, py: number): void => {
    if (!(px >= 0 && px < across && py >= 0 && py < down)) return
    dots[(py >> 2) * columns + (px >> 1)]! |= bits[py & 3]![px & 1]!
  }
  const pixel = (x: number, y: number): readonly [number, number] => [Math.round(x * (across - 1)), Math.round((1 - y) * (down - 1))]
  return {
    columns,
    rows,
    dot: (x, y) => set(...pixel(x, y)),
    line(fromX, fromY, toX, toY) {
      const inside = clipped(fromX, fromY, toX, toY)
      if (inside === undefined) return
      const [ax, ay] = pixel(inside[0], inside[1])
      const [bx, by] = pixel(inside[2], inside[3])
      const steps = Math.max(1, Math.abs(bx - ax), Math.abs(by - ay))
      for (let i = 0; i <= steps; i++) set(Math.round(ax + ((bx - ax) * i) / steps), Math.round(ay + ((by - ay) * i) / steps))
    },
    sign(x, y, sign) {
      if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) return
      const at = Math.round((1 - y) * (rows - 1)) * columns + Math.round(x * (columns - 1))
      if (!words.has(at)) signs[at] = sign
    },
    word(x, y, text) {
      if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) return
      const letters = [...text]
      const row = Math.round((1 - y) * (rows - 1))
      const wanted = Math.round(x * (columns - 1)) + (letters.length > 1 ? 1 : 0)
      const start = row * columns + Math.max(0, Math.min(columns - letters.length, wanted))
      if (letters.some((_, i) => words.has(start + i))) return
      letters.slice(0, columns).forEach((letter, i) => {
        signs[start + i] = letter
        words.add(start + i)
      })
    },
    shade(column, row, sign) {
      if (column >= 0 && column < columns && row >= 0 && row < rows) shades[row * columns + column] = sign
    },
    lines: () =>
      Array.from({ length: rows }, (_, row) =>
        Array.from({ length: columns }, (_, column) => {
          const at = row * columns + column
          return signs[at] ?? (dots[at] === 0 ? (shades[at] ?? " ") : String.fromCharCode(0x2800 + dots[at]!))
        }).join(""),
      ),
  }
}

/** Bits of a braille cell by row and column of its dots (Unicode, block 2800). */
const bits = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const

/** The part of a line between 0 and 1 in both directions (Liang & Barsky 1984); undefined when none of it is. */
function clipped(ax: number, ay: number, bx: number, by: number): readonly [number, number, number, number] | undefined {
  const [dx, dy] = [bx - ax, by - ay]
  let [from, to] = [0, 1]
  for (const [step, room] of [
    [-dx, ax],
    [dx, 1 - ax],
    [-dy, ay],
    [dy, 1 - ay],
  ] as const) {
    if (!Number.isFinite(step) || !Number.isFinite(room)) return undefined
    if (step === 0) {
      if (room < 0) return undefined
    } else if (step < 0) from = Math.max(from, room / step)
    else to = Math.min(to, room / step)
  }
  return from > to ? undefined : [ax + from * dx, ay + from * dy, ax + to * dx, ay + to * dy]
}
