/** What an attempt is told, until it fetches it. */
export interface Mailbox {
  put(text: string): void
  /** Resolves when something is there, or after a time in milliseconds. */
  next(ms: number): Promise<void>
  take(): readonly string[]
}

export function mailbox(): Mailbox {
  const letters: string[] = []
  const waiting = new Set<() => void>()
  return {
    put(text) {
      letters.push(text.trimEnd())
      for (const wake of waiting) wake()
      waiting.clear()
    },
    next: (ms) =>
      letters.length > 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            const timer = setTimeout(resolve, ms)
            waiting.add(() => (clearTimeout(timer), resolve()))
          }),
    take: () => letters.splice(0),
  }
}
