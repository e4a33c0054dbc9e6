/** Milliseconds after which an attempt without a sign of life counts as lost, or never. */
export type LeaseTime = number | "none"

/**
 * Until when each attempt has to give a sign of life. Kept in memory: after a restart of the server every attempt has a full lease again.
 * Time in which this process itself did not run (a suspended machine, a long stop) counts for nobody.
 */
export interface AttemptLeases {
  /** The attempt was heard of, now. */
  renew(trial: number, attempt: number, time: LeaseTime): void
  /** Lets time pass up to `now`; returns those of `running` whose lease has run out. One that is not known yet begins with a full lease. */
  pass(now: number, running: Iterable<Held>): readonly Held[]
}

/** An attempt that runs, and for how long it may be silent. */
export interface Held {
  readonly trial: number
  readonly attempt: number
  readonly time: LeaseTime
}

/** `stride`: the milliseconds between two calls of `pass`; a gap of more than twice that is this process's own. */
export function attemptLeases(start: number, stride: number): AttemptLeases {
  let [last, awake] = [start, 0]
  let until = new Map<number, { readonly attempt: number; readonly at: number }>()
  const renew = (trial: number, attempt: number, time: LeaseTime): void => {
    if (time === "none") until.delete(trial)
    else until.set(trial, { attempt, at: awake + time })
  }
  return {
    renew,
    pass(now, running) {
      awake += Math.max(0, Math.min(now - last, 2 * stride))
      last = now
      const lapsed: Held[] = []
      const kept: typeof until = new Map()
      for (const held of running) {
        const known = until.get(held.trial)
        if (held.time !== "none" && known?.attempt !== held.attempt) renew(held.trial, held.attempt, held.time)
        else if (known !== undefined && known.at <= awake) lapsed.push(held)
        const now = until.get(held.trial)
        if (now !== undefined) kept.set(held.trial, now)
      }
      until = kept
      return lapsed
    },
  }
}
