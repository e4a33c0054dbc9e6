/** Runs what comes in steps without a pause and gives what it came to: for callers that nobody waits beside. */
export function toTheEnd<T>(steps: Generator<void, T>): T {
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}
