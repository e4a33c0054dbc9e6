/** Where a box stands: its middle, in units of the picture. */
export interface Spot {
  readonly x: number
  readonly y: number
}

interface Sized {
  readonly width: number
  readonly height: number
}

/** A picture in layers: boxes by their position, arrows by the points that they pass. */
export interface Layered extends Sized {
  readonly spots: readonly Spot[]
  readonly ways: readonly (readonly Spot[])[]
}

const gapX = 18
const gapY = 32

/**
 * Places boxes in layers from top to bottom, each below all that lead to it, with few crossings: an arrow that passes layers keeps a lane
 * free there, and lanes and boxes are put in order by the middle of their neighbours, down and up in turns (Sugiyama et al. 1981).
 */
export function layered(sizes: readonly Sized[], arrows: readonly (readonly [number, number])[]): Layered {
  const rank = ranksOf(sizes.length, arrows)
  const cells: Cell[] = sizes.map((size, i) => ({ ...size, rank: rank[i]!, into: [], out: [], x: 0 }))
  const chains = arrows.map(([from, to]) => laneOf(cells, from, to))
  const rows = Array.from({ length: Math.max(...rank) + 1 }, (_, r) => cells.filter((cell) => cell.rank === r))
  arrange(rows)
  place(rows)
  const tops = rows.reduce<number[]>((all, row, r) => [...all, (all[r] ?? 0) + tall(row) + gapY], [0])
  const left = Math.min(...cells.map((cell) => cell.x - cell.width / 2))
  const right = Math.max(...cells.map((cell) => cell.x + cell.width / 2))
  const spotOf = (cell: Cell): Spot => ({ x: cell.x - left, y: tops[cell.rank]! + tall(rows[cell.rank]!) / 2 })
  // Straight past the boxes of its row, so that it bends between rows alone.
  const passed = (lane: Cell): readonly Spot[] =>
    [tops[lane.rank]! - 4, tops[lane.rank]! + tall(rows[lane.rank]!) + 4].map((y) => ({ x: lane.x - left, y }))
  return {
    width: right - left,
    height: tops.at(-1)! - gapY,
    spots: sizes.map((_, i) => spotOf(cells[i]!)),
    ways: chains.map((chain) => [spotOf(chain[0]!), ...chain.slice(1, -1).flatMap(passed), spotOf(chain.at(-1)!)]),
  }
}

interface Cell extends Sized {
  readonly rank: number
  readonly into: Cell[]
  readonly out: Cell[]
  x: number
}

const tall = (row: readonly Cell[]): number => Math.max(...row.map(({ height }) => height))

/** The longest way from a source; boxes are in topological order. */
function ranksOf(count: number, arrows: readonly (readonly [number, number])[]): readonly number[] {
  const rank = Array<number>(count).fill(0)
  for (let i = 0; i < count; i++) for (const [from, to] of arrows) if (from === i) rank[to] = Math.max(rank[to]!, rank[i]! + 1)
  // The output below everything, also what does not lead to it.
  rank[count - 1] = 1 + Math.max(...rank.slice(0, -1))
  return rank
}

function laneOf(cells: Cell[], from: number, to: number): readonly Cell[] {
  const [start, end] = [cells[from]!, cells[to]!]
  const chain: Cell[] = [start]
  for (let rank = start.rank + 1; rank < end.rank; rank++) {
    const lane: Cell = { width: 10, height: 0, rank, into: [], out: [], x: 0 }
    cells.push(lane)
    chain.push(lane)
  }
  chain.push(end)
  for (let i = 1; i < chain.length; i++) {
    chain[i - 1]!.out.push(chain[i]!)
    chain[i]!.into.push(chain[i - 1]!)
  }
  return chain
}

function arrange(rows: Cell[][]): void {
  const settle = (row: Cell[], side: "into" | "out", other: readonly Cell[]): void => {
    const at = new Map(other.map((cell, i) => [cell, i]))
    const middle = new Map(
      row.map((cell, i) => {
        const places = cell[side].flatMap((one) => at.get(one) ?? [])
        return [cell, places.length === 0 ? i : places.reduce((a, b) => a + b, 0) / places.length]
      }),
    )
    row.sort((a, b) => middle.get(a)! - middle.get(b)!)
  }
  for (let sweep = 0; sweep < 6; sweep++) {
    for (let r = 1; r < rows.length; r++) settle(rows[r]!, "into", rows[r - 1]!)
    for (let r = rows.length - 2; r >= 0; r--) settle(rows[r]!, "out", rows[r + 1]!)
  }
}

/** Each row begins with its boxes in the middle; then each cell moves toward its neighbours as far as the row allows. */
function place(rows: readonly (readonly Cell[])[]): void {
  for (const row of rows) spread(row, Array<number>(row.length).fill(0))
  for (let sweep = 0; sweep < 24; sweep++)
    for (const row of sweep % 2 === 0 ? rows : rows.toReversed())
      spread(
        row,
        row.map((cell) => pulled(cell, [...cell.into, ...cell.out])),
      )
}

/** The middle of the neighbours. A box heeds boxes before lanes, so that a chain is straight whatever goes past it. */
function pulled(cell: Cell, neighbours: readonly Cell[]): number {
  const boxes = neighbours.filter(({ height }) => height > 0)
  const heeded = cell.height > 0 && boxes.length > 0 ? boxes : neighbours
  return heeded.length === 0 ? cell.x : heeded.reduce((sum, { x }) => sum + x, 0) / heeded.length
}

/**
 * As near to the wanted places as order and distance allow, a box before any lane: the least squares of a rising
 * sequence, found by pooling neighbours that would change sides (Ayer et al. 1955).
 */
function spread(row: readonly Cell[], wanted: readonly number[]): void {
  const pools: { sum: number; weight: number; count: number }[] = []
  const offsets = row.reduce<number[]>(
    (all, { width }, i) => [...all, i === 0 ? 0 : all[i - 1]! + (row[i - 1]!.width + width) / 2 + gapX],
    [],
  )
  row.forEach(({ height }, i) => {
    const weight = height === 0 ? 1 : 10_000
    let pool = { sum: weight * (wanted[i]! - offsets[i]!), weight, count: 1 }
    for (let last = pools.at(-1); last !== undefined && last.sum / last.weight > pool.sum / pool.weight; last = pools.at(-1)) {
      pool = { sum: pool.sum + last.sum, weight: pool.weight + last.weight, count: pool.count + last.count }
      pools.pop()
    }
    pools.push(pool)
  })
  const places = pools.flatMap(({ sum, weight, count }) => Array<number>(count).fill(sum / weight))
  row.forEach((cell, i) => (cell.x = places[i]! + offsets[i]!))
}
