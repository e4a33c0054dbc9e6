import type { Engine, Job, TrialLink } from "@diapason/core"
import type { ReadRules } from "../capture/rules.ts"
import type { JobQueue } from "./job-queue.ts"
import type { NodePlaces } from "./node-places.ts"
import type { EngineJobs } from "./settings.ts"
import type { Uplink } from "./uplink.ts"

/** What all attempts of an executor share. */
export interface Site {
  readonly engine: Engine
  readonly options: EngineJobs & Required<Pick<EngineJobs, "dir" | "every" | "grace">>
  readonly rules: ReadRules
  readonly queue: JobQueue
  readonly uplink: Uplink | undefined
  /** Told why nothing goes on in the engine for now. */
  readonly troubled: Set<(why: string) => void>
}

/** One attempt as the pieces here know it. */
export interface Attempt {
  readonly site: Site
  readonly job: Job
  readonly name: string
  /** Undefined where the nodes do not see the folder. */
  readonly node: NodePlaces | undefined
  readonly link: TrialLink
}
