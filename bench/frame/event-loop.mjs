/**
 * Watches how long the event loop is held up; `longest` gives the milliseconds of the longest time so far and starts anew. A timer of
 * our own: monitorEventLoopDelay misses a block that lasts for seconds.
 */
export function watchEventLoop() {
  let longest = 0
  let last = performance.now()
  const look = () => {
    const now = performance.now()
    longest = Math.max(longest, now - last - interval)
    last = now
  }
  const timer = setInterval(look, interval)
  return {
    longest() {
      look()
      const result = longest
      longest = 0
      return result
    },
    stop: () => clearInterval(timer),
  }
}

const interval = 2
