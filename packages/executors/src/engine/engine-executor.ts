import type { Engine, Executor, LeftBehind } from "@diapason/core"
import { readRules } from "../capture/rules.ts"
import { checkReach } from "../process/command-line.ts"
import { engineAttempt } from "./engine-attempt.ts"
import { jobName } from "./job-name.ts"
import { jobQueue } from "./job-queue.ts"
import type { EngineJobs } from "./settings.ts"
import type { Site } from "./site.ts"
import { uplink } from "./uplink.ts"

/**
 * Runs trials as jobs of an engine, each attempt one job with a name of its own. What a job prints is read through the engine and heard as
 * from a local process; where there is an uplink, clients of the trial protocol speak with this process by HTTP. Attempts go on when this
 * process is killed, and are followed by the next one.
 *
 * Throws D114 for a parameter that reaches nowhere, D160 for a pattern of `capture` that cannot be read.
 */
export function engineExecutor(engine: Engine, options: EngineJobs): Executor {
  checkReach(options)
  const { dir = ".diapason", every = 1000, grace = usualGrace } = options
  const troubled = new Set<(why: string) => void>()
  const site: Site = {
    engine,
    options: { ...options, dir, every, grace },
    rules: readRules(options.capture),
    queue: jobQueue(engine, { every, trouble: (why) => troubled.forEach((hear) => hear(why)) }),
    uplink: options.uplink === undefined ? undefined : uplink(dir, options.uplink),
    troubled,
  }
  const idsOf = (left: readonly LeftBehind[]): Promise<ReadonlyMap<string, string>> => engine.find(left.map(jobName))
  return {
    name: engine.name,
    launch: (job, link) => engineAttempt(site, job, link),
    async sweep(left) {
      const id = (await idsOf([left])).get(jobName(left))
      if (id !== undefined) await engine.end(id, grace)
    },
    outliving: {
      async living(left) {
        if (left.length === 0) return new Set()
        const ids = await idsOf(left)
        return new Set(left.filter((one) => ids.has(jobName(one))))
      },
      follow: (job, link, known) => engineAttempt(site, job, link, known),
    },
  }
}

/** Milliseconds between SIGTERM and SIGKILL, where nothing else is said. */
const usualGrace = 10_000
