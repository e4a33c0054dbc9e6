import type { Choose, EventStore } from "@diapason/core"
import type { Answered } from "@diapason/server"

/** Records what a process does as spans of OpenTelemetry. Where nobody asked for that, it is the same store and the same choice. */
export interface Tracing {
  /** The same store; appends are spans, and so are the attempts that begin and end in them. */
  store(store: EventStore): EventStore
  /** Chooses the same; suggestions are spans. */
  choose(choose: Choose): Choose
  /** Records a request; absent where nothing is recorded. */
  readonly answered?: (request: Answered) => void
  /** Sends what is recorded yet; for a receiver that does not answer it waits two seconds. Never rejects. */
  close(): Promise<void>
}
