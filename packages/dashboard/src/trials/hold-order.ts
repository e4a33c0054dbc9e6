/** The order that is shown, and what has come since it was made. */
interface HeldOrder {
  readonly shown: Int32Array
  /** How many trials wait to be let in. */
  readonly waiting: number
}

/**
 * Keeps rows where they are while somebody looks at them. What only adds rows at the end is let in at once, since nothing moves; anything else
 * waits while `still`, and trials that a filter no longer keeps stay where they were.
 */
export function holdOrder(shown: Int32Array | undefined, fresh: Int32Array, still: boolean): HeldOrder {
  if (shown === undefined || !still || beginsWith(fresh, shown)) return { shown: fresh, waiting: 0 }
  const there = new Set(shown)
  return { shown, waiting: fresh.reduce((count, n) => count + (there.has(n) ? 0 : 1), 0) }
}

const beginsWith = (order: Int32Array, start: Int32Array): boolean => order.length >= start.length && start.every((n, i) => order[i] === n)
