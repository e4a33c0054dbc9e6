/** What is to happen, by time; of two things at one time the one that was planned first. A binary heap: O(log n) each way. */
export interface EventHeap<T> {
  push(at: number, item: T): void
  /** The earliest, taken out; undefined when nothing is planned. */
  pop(): { readonly at: number; readonly item: T } | undefined
  /** The earliest, left in; undefined when nothing is planned. */
  next(): { readonly at: number; readonly item: T } | undefined
}

export function eventHeap<T>(): EventHeap<T> {
  const heap: Entry<T>[] = []
  let order = 0
  return {
    push(at, item) {
      heap.push({ at, order: order++, item })
      rise(heap, heap.length - 1)
    },
    pop() {
      const first = heap[0]
      const last = heap.pop()
      if (first === undefined || last === undefined || first === last) return first
      heap[0] = last
      sink(heap, 0)
      return first
    },
    next: () => heap[0],
  }
}

interface Entry<T> {
  readonly at: number
  readonly order: number
  readonly item: T
}

const before = <T>(a: Entry<T>, b: Entry<T>): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)

function rise<T>(heap: Entry<T>[], from: number): void {
  for (let i = from; i > 0;) {
    const parent = (i - 1) >> 1
    if (!before(heap[i]!, heap[parent]!)) return
    swap(heap, i, parent)
    i = parent
  }
}

function sink<T>(heap: Entry<T>[], from: number): void {
  for (let i = from; ;) {
    const left = 2 * i + 1
    const right = left + 1
    let least = i
    if (left < heap.length && before(heap[left]!, heap[least]!)) least = left
    if (right < heap.length && before(heap[right]!, heap[least]!)) least = right
    if (least === i) return
    swap(heap, i, least)
    i = least
  }
}

function swap<T>(heap: Entry<T>[], i: number, j: number): void {
  const kept = heap[i]!
  heap[i] = heap[j]!
  heap[j] = kept
}
