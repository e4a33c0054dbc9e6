/** Who waits for something to become so. */
interface Waiting {
  /** Resolves once it is so, at the next look; rejects when that comes with an error before. */
  until(done: () => boolean, error?: unknown): Promise<void>
  /** Something may have changed, or cannot by now. */
  look(error?: unknown): void
}

export function waiting(): Waiting {
  const waiters = new Set<(error?: unknown) => void>()
  return {
    until: (done, known) =>
      new Promise((resolve, reject) => {
        const look = (error?: unknown): void => {
          const so = done()
          if (error === undefined && !so) return
          waiters.delete(look)
          if (so) resolve()
          else reject(error as Error)
        }
        waiters.add(look)
        look(known)
      }),
    look(error) {
      for (const waiter of [...waiters]) waiter(error)
    },
  }
}
