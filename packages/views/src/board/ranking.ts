import type { Column, TrialTable } from "./table.ts"

/** Numbers of trials in the order of a column: `up` from the smallest on. Those without a value come last either way; equal ones by number. */
export function orderBy({ size }: TrialTable, { values }: Column, direction: "up" | "down"): Uint32Array {
  const all = Uint32Array.from({ length: size }, (_, n) => n)
  const ranks = ranksOf(all, direction === "up" ? values : values.map((value) => -value))
  const order = new Uint32Array(size)
  for (let n = 0; n < size; n++) order[ranks[n]!] = n
  return order
}

/**
 * The place of each of some rows (which rise) when they are put in order by their values, smallest first: equal ones as they come, and those
 * without a value last. Numbers are sorted by the engine itself and looked up again, which is some times faster than a comparison in here.
 */
export function ranksOf(rows: Uint32Array, values: Float64Array): Uint32Array {
  const sorted = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) sorted[i] = values[rows[i]!]!
  // A typed array puts NaN last.
  sorted.sort()
  const taken = new Uint32Array(rows.length)
  const ranks = new Uint32Array(rows.length)
  const missing = firstNaN(sorted)
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]!]!
    const from = value === value ? firstNotBelow(sorted, value, missing) : missing
    ranks[i] = from + taken[from]!++
  }
  return ranks
}

function firstNotBelow(sorted: Float64Array, value: number, end: number): number {
  let [low, high] = [0, end]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

function firstNaN(sorted: Float64Array): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle] === sorted[middle]) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * The first `k` trials of `orderBy` among those that `mask` keeps, without those that have no value, in their order. Looks at each trial once:
 * a heap holds the `k` best by now.
 */
export function topOf({ size }: TrialTable, { values }: Column, direction: "up" | "down", k: number, mask?: Uint8Array): readonly number[] {
  const before = earlier(values, direction)
  const heap: number[] = []
  for (let n = 0; n < size; n++) {
    if ((mask !== undefined && mask[n] === 0) || values[n] !== values[n]) continue
    if (heap.length < k) rise(heap, heap.push(n) - 1, before)
    else if (k > 0 && before(n, heap[0]!) < 0) {
      heap[0] = n
      sink(heap, before)
    }
  }
  return heap.sort(before)
}

type Before = (a: number, b: number) => number

function earlier(values: Float64Array, direction: "up" | "down"): Before {
  const sign = direction === "up" ? 1 : -1
  // Two infinities have no difference.
  return (a, b) => (values[a] === values[b] ? a - b : values[a]! < values[b]! ? -sign : sign)
}

/** The root of the heap is the last of its trials. */
function rise(heap: number[], from: number, before: Before): void {
  for (let at = from; at > 0;) {
    const up = (at - 1) >> 1
    if (before(heap[up]!, heap[at]!) >= 0) return
    swap(heap, at, up)
    at = up
  }
}

function sink(heap: number[], before: Before): void {
  for (let at = 0; ;) {
    let last = at
    for (const child of [2 * at + 1, 2 * at + 2]) if (child < heap.length && before(heap[child]!, heap[last]!) > 0) last = child
    if (last === at) return
    swap(heap, at, last)
    at = last
  }
}

function swap(heap: number[], a: number, b: number): void {
  const kept = heap[a]!
  heap[a] = heap[b]!
  heap[b] = kept
}
