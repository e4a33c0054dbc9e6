import { createAbort, type Clock, type EventStore, type TrialState } from "@diapason/core"
import { countsOf } from "@diapason/views"
import type { FollowedStudies } from "../studies/followed-studies.ts"

/** Where a study stands by now. */
interface Moved {
  readonly study: string
  readonly position: number
  readonly at: number
  /** Absent for a study that nobody looks at. */
  readonly counts?: Readonly<Record<TrialState, number>>
}

/** Tells which studies of the store have changed, in this process or another. */
export interface StudyChanges {
  /** Calls back with all of them at first, then twice a second with those that have changed; returns how to end that. */
  listen(listener: (moved: readonly Moved[]) => void): () => void
}

/** Looks at the store only while somebody listens: one look for all. */
export function studyChanges(store: EventStore, clock: Clock, studies: FollowedStudies): StudyChanges {
  const listeners = new Set<Listener>()
  let seen = new Map<string, Moved>()
  let over = createAbort()
  let looking: Promise<void> | undefined
  const movedOf = (moved: Moved): Moved => {
    const followed = studies.known(moved.study)
    return followed === undefined || followed.reading !== undefined ? moved : { ...moved, counts: countsOf(followed.ledger) }
  }
  const look = async (): Promise<void> => {
    const [now, moved] = [new Map<string, Moved>(), [] as Moved[]]
    for await (const { study, seq: position, at } of store.studies()) {
      const before = seen.get(study)
      const one = before?.position === position ? before : movedOf({ study, position, at })
      now.set(study, one)
      if (one !== before) moved.push(one)
    }
    seen = now
    if (moved.length > 0) for (const listener of [...listeners]) if (listener.begun) listener.tell(moved)
  }
  // A store that fails is looked at again the next time.
  const tick = (): Promise<void> =>
    (looking ??= look()
      .catch(() => undefined)
      .finally(() => (looking = undefined)))
  const begin = async (listener: Listener): Promise<void> => {
    await tick()
    if (!listeners.has(listener)) return
    listener.begun = true
    listener.tell([...seen.values()])
  }
  return {
    listen(tell) {
      const listener: Listener = { tell, begun: false }
      if (listeners.size === 0) clock.every(pace, () => void tick(), (over = createAbort()).signal)
      listeners.add(listener)
      void begin(listener)
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) over.abort()
      }
    },
  }
}

interface Listener {
  readonly tell: (moved: readonly Moved[]) => void
  /** Whether it was told where everything stands. */
  begun: boolean
}

/** Milliseconds. */
const pace = 500
