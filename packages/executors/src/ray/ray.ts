import type { Engine } from "@diapason/core"
import { rayApi } from "./api.ts"
import { jobDetails, jobsDetails } from "./details.ts"
import { handIn } from "./hand-in.ts"
import { jobOutput } from "./output.ts"
import type { RayOptions } from "./settings.ts"
import { watched } from "./watched.ts"

/**
 * Ray as an engine, by its Jobs API over HTTP: nothing of Ray is needed on this side. A job's id is its name, so handing it in again
 * finds it. Ray knows its jobs as long as its head node lives.
 *
 * Throws D443 for an address that cannot be one of Ray; calls reject with D443 and D444.
 */
export function ray(options: RayOptions): Engine {
  const api = rayApi(options)
  const jobs = watched()
  const submit = handIn(api, options)
  /** False where there is no such job. */
  const stop = async (id: string): Promise<boolean> => {
    const answer = await api.ask("POST", `/api/jobs/${encodeURIComponent(id)}/stop`)
    if (answer.status === 404 && answer.body.includes(id)) return false
    if (answer.status !== 200) throw api.strange(`job ${id} was to end, and the answer is`, answer)
    return true
  }
  return {
    name: "ray",
    submit: (all) =>
      inTurns(all, async (job) => {
        const answer = await submit(job)
        if (answer.kind === "submitted" && job.resources.time !== undefined) jobs.limit(answer.id, job.resources.time)
        return answer
      }),
    async find(names) {
      const found = await jobsDetails(api, names)
      return new Map([...found.keys()].map((id) => [id, id]))
    },
    async look(ids) {
      const all = [...new Set([...ids, ...jobs.withdrawn()])]
      const found = await jobsDetails(api, all)
      const states = await inTurns(all, async (id) => {
        const seen = jobs.seen(id, found.get(id), performance.now())
        if (seen.stop) await stop(id)
        return [id, seen.state] as const
      })
      return new Map(states.slice(0, new Set(ids).size))
    },
    output: (id) => jobOutput(api, id, () => jobs.ended(id)),
    async end(id) {
      if (!(await stop(id))) return
      // Ray lets it wait on, and ends it as soon as it has started.
      if ((await jobDetails(api, id))?.status === "PENDING") jobs.withdraw(id)
    },
  }
}

/** Some at a time, so that many jobs do not burden the head node at once; answers in order. */
async function inTurns<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<readonly R[]> {
  const answers: R[] = []
  for (let i = 0; i < all.length; i += atOnce) answers.push(...(await Promise.all(all.slice(i, i + atOnce).map(work))))
  return answers
}

const atOnce = 8
