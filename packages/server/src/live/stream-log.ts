import type { Clock, EventStore } from "@diapason/core"
import type { FollowedStudy } from "../studies/followed-studies.ts"
import type { EventStream } from "./streams.ts"

/** What a log stream is made of. */
interface LogStream {
  readonly stream: EventStream
  readonly store: EventStore
  readonly clock: Clock
  readonly followed: FollowedStudy
  /** The position that the client has. */
  readonly after: number
}

/**
 * Sends the events after a position and then each that comes, until the stream ends. A message is a batch, its id the position of the last
 * of it. The first comes at once; under load what comes within a tenth of a second goes together.
 */
export async function streamLog({ stream, store, clock, followed, after }: LogStream): Promise<void> {
  const { signal } = stream
  let wake: (() => void) | undefined
  const rise = (): void => wake?.()
  const stop = followed.listen(rise)
  signal.addEventListener("abort", rise, { once: true })
  try {
    for (let sent = after; !signal.aborted;) {
      if (sent >= followed.ledger.seq) {
        await new Promise<void>((resolve) => (wake = resolve))
        continue
      }
      const texts = followed.recent.after(sent, piece) ?? (await fromStore(store, followed.study, sent))
      if (texts.length === 0) {
        await clock.after(failing, signal)
        continue
      }
      if (signal.aborted) return
      sent += texts.length
      stream.send(`[${texts.join(",")}]`, sent)
      const mark = followed.ledger.seq
      await stream.taken(() => followed.recent.waiting(mark))
      // Who is behind is served as fast as they read.
      if (sent >= mark) await clock.after(together, signal)
    }
  } finally {
    signal.removeEventListener("abort", rise)
    stop()
  }
}

/** Milliseconds. */
const together = 100
const failing = 1000
/** Characters. */
const piece = 256_000

/** The next events of the store; none while it fails. */
async function fromStore(store: EventStore, study: string, after: number): Promise<readonly string[]> {
  try {
    for await (const batch of store.read(study, after)) return batch.map((event) => JSON.stringify(event))
  } catch {
    return []
  }
  return []
}
