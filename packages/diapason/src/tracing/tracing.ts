import type { Choose, EventStore } from "@diapason/core"
import type { Answered } from "@diapason/server"
import { isTraced } from "./attempt-trace.ts"

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

/** Nothing of OpenTelemetry is loaded where no variable says where spans go. */
export async function tracing(env: Readonly<Record<string, string | undefined>>, service: string): Promise<Tracing> {
  return isTraced(env) ? (await import("./spans.ts")).spans(service) : nothing
}

const nothing: Tracing = { store: (store) => store, choose: (choose) => choose, close: () => Promise.resolve() }
