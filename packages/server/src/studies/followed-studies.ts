import { createAbort, fault, type Clock, type EventStore } from "@diapason/core"
import type { Chronicle } from "@diapason/views"
import { followStudy, type FollowedStudy, type Following } from "./follow-study.ts"

export type { FollowedStudy } from "./follow-study.ts"

/** The studies of a store as they are now: each is read when it is first asked for, and follows its log from there. */
export interface FollowedStudies {
  /** Resolves when all of it was read. Throws D303, D4xx. */
  open(study: string): Promise<FollowedStudy>
  /** As `open`, and D430 where that takes longer than a second; the reading goes on. */
  soon(study: string): Promise<FollowedStudy>
  /** What is known after a second at the latest, be it only a part (`reading`). Throws D303, D4xx, and D430 where nothing is known. */
  glance(study: string): Promise<FollowedStudy>
  /** What its log tells beside its ledger, whole; D430 where that takes longer than a second. Throws D303, D4xx. */
  chronicle(study: string): Promise<Chronicle>
  /** The study if it is followed now; being asked so does not keep it. */
  known(study: string): FollowedStudy | undefined
  close(): Promise<void>
}

/**
 * Reads only: whatever appends to the log, in this process or another, is heard. What nobody has looked at for ten minutes is let go.
 * `patience`: real milliseconds that `soon` and `glance` wait; what they wait for is real work, whatever the clock says.
 */
export function followedStudies(store: EventStore, clock: Clock, patience = 1000): FollowedStudies {
  const entries = new Map<string, Entry>()
  const over = createAbort()
  const begin = (study: string): Entry => {
    let entry = entries.get(study)
    if (entry === undefined) {
      entry = { looked: clock.now(), following: positionOf(store, study).then((of) => followStudy(store, clock, study, of)) }
      entries.set(study, entry)
      const own = entry
      own.following
        .then((following) => following.begun)
        .then(
          (followed) => (own.followed = followed),
          () => drop(study, own),
        )
    }
    entry.looked = clock.now()
    return entry
  }
  const drop = async (study: string, entry: Entry): Promise<void> => {
    if (entries.get(study) === entry) entries.delete(study)
    await entry.following.then(
      (following) => following.stop(),
      () => undefined,
    )
  }
  const letGo = (): void => {
    const now = clock.now()
    for (const [study, entry] of [...entries]) {
      if ((entry.followed?.listeners ?? 0) > 0) entry.looked = now
      else if (entry.followed !== undefined && now - entry.looked > unlooked) void drop(study, entry)
    }
  }
  clock.every(unlooked / 10, letGo, over.signal)
  const open = async (study: string): Promise<FollowedStudy> => (await begin(study).following).ready()
  const within = <T>(work: Promise<T>, instead: () => T): Promise<T> => {
    work.catch(() => undefined)
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<T>((resolve, reject) => {
      timer = setTimeout(() => {
        try {
          resolve(instead())
        } catch (error) {
          reject(error as Error)
        }
      }, patience)
    })
    return Promise.race([work, late]).finally(() => clearTimeout(timer))
  }
  return {
    open,
    soon: (study) => within(open(study), () => late(study, entries.get(study)?.followed)),
    glance: (study) => within(open(study), () => entries.get(study)?.followed ?? late(study, undefined)),
    chronicle: (study) => {
      const whole = async (): Promise<Chronicle> => {
        const { history } = await open(study)
        await history.whole()
        return history.chronicle
      }
      return within(whole(), () => late(study, entries.get(study)?.followed))
    },
    known: (study) => entries.get(study)?.followed,
    async close() {
      over.abort()
      await Promise.all([...entries].map(([study, entry]) => drop(study, entry)))
    },
  }
}

interface Entry {
  /** When it was last asked for. */
  looked: number
  readonly following: Promise<Following>
  followed?: FollowedStudy
}

/** Milliseconds. */
const unlooked = 600_000

function late(study: string, followed: FollowedStudy | undefined): never {
  const { position = followed?.history.chronicle.seq ?? 0, of = followed?.ledger.seq ?? 0 } = followed?.reading ?? {}
  throw fault("D430", { study, position, of })
}

/** How many events the log has. Throws D303. */
async function positionOf(store: EventStore, wanted: string): Promise<number> {
  const known: string[] = []
  for await (const { study, seq } of store.studies()) {
    if (study === wanted) return seq
    known.push(study)
  }
  throw fault("D303", { study: wanted, known })
}
