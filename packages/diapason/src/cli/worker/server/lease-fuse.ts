import { createAbort, type Clock, type Signal } from "@diapason/core"

/** How long a worker may go on without a word from the server. */
export interface LeaseFuse {
  /** To be called before something is sent; what it returns is called when it was answered: from the sending on, the time counts anew. */
  sending(): () => void
  /** It never burns any more. */
  cut(): void
}

/**
 * Calls `burnt` ten seconds and some before a lease of `lease` milliseconds runs out at the server. Time is counted by timers from before
 * what was answered last was sent, so that no clock has to agree with another. `hold` is told how long the attempt may live in any case.
 */
export function leaseFuse(clock: Clock, lease: number, burnt: () => void, until: Signal, hold: (ms: number) => void): LeaseFuse {
  const time = Math.max(lease / 2, lease - 15_000)
  let [count, latest] = [0, 0]
  let armed = createAbort()
  const begin = (): { readonly number: number; readonly fuse: typeof armed } => {
    const fuse = createAbort()
    if (!until.aborted) clock.every(time, () => armed === fuse && burnt(), fuse.signal)
    return { number: ++count, fuse }
  }
  armed = begin().fuse
  const cut = (): void => armed.abort()
  until.addEventListener("abort", cut)
  return {
    sending() {
      const { number, fuse } = begin()
      const asked = performance.now()
      return () => {
        hold(Math.max(0.9 * lease, lease - 3000) - (performance.now() - asked))
        if (number < latest || until.aborted) return fuse.abort()
        latest = number
        armed.abort()
        armed = fuse
      }
    },
    cut,
  }
}
