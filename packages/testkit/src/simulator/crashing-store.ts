import type { EventStore } from "@diapason/core"

/** A store as one process sees it that dies at an append: it hears nothing more, and nobody hears of it. */
export interface CrashingStore {
  readonly store: EventStore
  /** Resolves when the crash has come. */
  readonly crashed: Promise<void>
  /** How many appends were made in all. */
  readonly appends: () => number
}

/**
 * Dies at append number `at`, from 0: `before` it reaches the store, or `after` it is in the log and before the writer knows.
 * Everything that is asked afterwards is never answered, as for a process that was killed.
 */
export function crashingStore(store: EventStore, at: number, when: "before" | "after"): CrashingStore {
  let appends = 0
  let dead = false
  let die = (): void => undefined
  const crashed = new Promise<void>((resolve) => (die = resolve))
  const crash = <T>(): Promise<T> => {
    dead = true
    die()
    return never()
  }
  const unlessDead = <T>(work: () => Promise<T>): Promise<T> => (dead ? never() : work().then((value) => (dead ? never<T>() : value)))
  return {
    crashed,
    appends: () => appends,
    store: {
      ...store,
      append(study, events, options) {
        if (dead) return never()
        if (appends++ !== at) return unlessDead(() => store.append(study, events, options))
        return when === "before" ? crash() : store.append(study, events, options).then(() => crash())
      },
      leases: {
        take: (...rest) => unlessDead(() => store.leases.take(...rest)),
        renew: (...rest) => unlessDead(() => store.leases.renew(...rest)),
        release: (...rest) => unlessDead(() => store.leases.release(...rest)),
        look: (...rest) => unlessDead(() => store.leases.look(...rest)),
      },
      cache: store.cache,
    },
  }
}

const never = <T>(): Promise<T> => new Promise<T>(() => undefined)
