import { choose } from "@diapason/algorithms"
import { memoryStore, openSession, type Config, type Session, type Space } from "@diapason/core"
import { wantedOf, type Goal } from "../api/goal.ts"
import { systemClock } from "../host/system-clock.ts"

/** What a study in a page is about: as in Node, but it lives in memory and ends with the page. */
export interface PageStudyOptions<C> extends Goal {
  readonly space: Space<C>
  /** Tried before anything else, in order; what a configuration leaves out takes its default. */
  readonly baselines?: readonly { readonly config: Partial<NoInfer<C>>; readonly label?: string }[]
}

/** Opens a study in the memory of this page. Its sampler thinks where it is asked: one that fits models belongs in a web worker. Throws D1xx. */
export function pageSession<C>({ space, baselines, ...goal }: PageStudyOptions<C>): Promise<Session> {
  return openSession({
    store: memoryStore(systemClock),
    clock: systemClock,
    wanted: wantedOf(goal, space),
    ...(baselines !== undefined && { baselines: baselines as readonly { config: Config; label?: string }[] }),
    choose,
    session: "page",
    holder: { host: "page", boot: "", pid: 0, started: "" },
    host: { alive: () => true, sweep: () => Promise.resolve() },
    facts: {},
  })
}
