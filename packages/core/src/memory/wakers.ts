import type { Signal } from "../ports/signal.ts"

/** Readers that wait for something new under a name. In-process only; nobody polls. */
export interface Wakers {
  /** Resolves at the next `wake` of this name, at `wakeAll`, or when `signal` is aborted. Never rejects. */
  wait(name: string, signal: Signal): Promise<void>
  wake(name: string): void
  wakeAll(): void
}

export function wakers(): Wakers {
  const sleeping = new Map<string, Set<() => void>>()
  const wake = (name: string) => {
    for (const rise of [...(sleeping.get(name) ?? [])]) rise()
  }
  return {
    wake,
    wakeAll() {
      for (const name of [...sleeping.keys()]) wake(name)
    },
    wait: (name, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve()
        const beds = sleeping.get(name) ?? new Set()
        sleeping.set(name, beds)
        const rise = () => {
          beds.delete(rise)
          if (beds.size === 0 && sleeping.get(name) === beds) sleeping.delete(name)
          signal.removeEventListener("abort", rise)
          resolve()
        }
        beds.add(rise)
        signal.addEventListener("abort", rise, { once: true })
      }),
  }
}
