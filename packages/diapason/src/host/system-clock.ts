import type { Clock } from "@diapason/core"

/** The clock of this process, or of this page. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) return resolve()
      const done = (): void => {
        clearTimeout(timer)
        signal?.removeEventListener("abort", done)
        resolve()
      }
      const timer = setTimeout(done, Math.min(ms, longestTimer))
      signal?.addEventListener("abort", done, { once: true })
    }),
  every(ms, tick, signal) {
    if (signal.aborted) return
    const timer: unknown = setInterval(tick, ms)
    // A number in a page. In Node a study that nobody closed keeps no process alive.
    if (typeof timer === "object") (timer as { unref(): void }).unref()
    signal.addEventListener("abort", () => clearInterval(timer as number), { once: true })
  },
}

/** What setTimeout can take: about 24 days. */
const longestTimer = 2 ** 31 - 1
