import type { StudyEvent } from "@diapason/core"
import { boardFrom, followBoard, type Board } from "@diapason/views"
import { readAggregate } from "./read-aggregate.ts"
import { api } from "./api.ts"
import { events, eventsAmongAll } from "./event-stream.ts"
import type { Connection } from "./hub.ts"
import { readLog } from "./read-log.ts"

/** A study as the page holds it: the board, and how fresh it is. */
export interface LiveStudy {
  readonly board: Board
  readonly connection: Connection
  /** The reader has stopped the clock. */
  readonly paused: boolean
  /** This many events are waiting for that to end. */
  readonly waiting: number
}

/** One study that is kept up to date while somebody looks at it. */
interface StudyFeed {
  /** Undefined until the study has been read; an error where it cannot be. */
  current(): LiveStudy | Error | undefined
  subscribe(listener: () => void): () => void
  /** Holds what comes back, so that nothing moves under the reader's eyes, and lets it in again. */
  pause(): void
  resume(): void
}

/** Repaints a second, at most. */
const pace = 4

/** Feeds by the name of their study; one that nobody looks at ends after a while. */
const feeds = new Map<string, StudyFeed>()
/** Those of pages that look at several studies. */
const feedsAmong = new Map<string, StudyFeed>()

/** The feed of a study: the same for everybody who asks. */
export const feedOf = (study: string): StudyFeed => feedIn(feeds, study, events)

/** The feed of a study that is looked at with others, without a connection of its own. */
export const feedAmong = (study: string): StudyFeed => feedIn(feedsAmong, study, eventsAmongAll)

function feedIn(known: Map<string, StudyFeed>, study: string, follow: typeof events): StudyFeed {
  let feed = known.get(study)
  if (feed === undefined) known.set(study, (feed = createFeed(study, follow, () => known.delete(study))))
  return feed
}

function createFeed(study: string, follow: typeof events, over: () => void): StudyFeed {
  const listeners = new Set<() => void>()
  let current: LiveStudy | Error | undefined
  let held: StudyEvent[] = []
  let [paused, timer, stop] = [false, undefined as number | undefined, undefined as (() => void) | undefined]

  const tell = (next: LiveStudy | Error | undefined): void => {
    current = next
    for (const listener of listeners) listener()
  }
  const flush = (): void => {
    timer = undefined
    if (!isLive(current)) return
    if (paused) return tell({ ...current, paused, waiting: held.length })
    const board = followBoard(current.board, held)
    held = []
    if (board === "reload") return void load()
    tell({ ...current, board, paused, waiting: 0 })
  }
  const soon = (): void => void (timer ??= window.setTimeout(flush, 1000 / pace))

  const load = async (): Promise<void> => {
    stop?.()
    try {
      const board = await readBoard(study)
      held = []
      tell({ board, connection: "live", paused, waiting: 0 })
      stop = follow(study, board.ledger.seq, {
        batch(batch) {
          held.push(...batch)
          soon()
        },
        connection(connection) {
          if (isLive(current)) tell({ ...current, connection })
        },
      })
    } catch (error) {
      tell(error as Error)
    }
  }

  return {
    current: () => current,
    subscribe(listener) {
      listeners.add(listener)
      if (listeners.size === 1 && stop === undefined) void load()
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        // A page that is changed for another of the same study asks again at once.
        window.setTimeout(() => {
          if (listeners.size > 0) return
          stop?.()
          over()
        }, 5000)
      }
    },
    pause() {
      paused = true
      soon()
    },
    resume() {
      paused = false
      flush()
    },
  }
}

const isLive = (current: LiveStudy | Error | undefined): current is LiveStudy => current !== undefined && !(current instanceof Error)

/** A study with more events than this is not read whole. */
const small = 20_000

/** A small study from its whole log, folded here by the same code that the server runs; a big one as the server has folded it. */
async function readBoard(study: string): Promise<Board> {
  const { position } = await api("GET /v1/studies/:study", { params: { study } })
  if (position > small) return readAggregate(study)
  const all: StudyEvent[] = []
  for await (const batch of readLog(study, 0)) for (const event of batch) all.push(event)
  return boardFrom(all)
}
