import { setImmediate as turn } from "node:timers/promises"

/**
 * Works through items in order without holding the event loop: after some milliseconds of work everything else has its turn, and `between`
 * is told how many were done since.
 */
export async function inSlices<T>(items: readonly T[], work: (item: T) => void, between?: (done: readonly T[]) => void): Promise<void> {
  let from = 0
  let since = performance.now()
  for (let i = 0; i < items.length; i++) {
    work(items[i]!)
    if (performance.now() - since < slice) continue
    between?.(items.slice(from, i + 1))
    from = i + 1
    await turn()
    since = performance.now()
  }
  if (from < items.length) between?.(items.slice(from))
}

/** Milliseconds. */
const slice = 8
