import type { Clock } from "@diapason/core"

/** The clock of this process, for what waits for real servers. */
export const realClock: Clock = {
  now: () => Date.now(),
  after: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) return resolve()
      const done = (): void => (clearTimeout(timer), resolve())
      const timer = setTimeout(done, ms)
      signal?.addEventListener("abort", done, { once: true })
    }),
  every(ms, tick, signal) {
    const timer = setInterval(tick, ms)
    signal.addEventListener("abort", () => clearInterval(timer), { once: true })
  },
}
