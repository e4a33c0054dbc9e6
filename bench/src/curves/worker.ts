// The child process of a contest over curves: takes a job, plays it, sends its record back. One study a process; it ends after it.
import { compete } from "./compete.ts"
import { entrantNamed } from "./entrant-named.ts"
import type { CurveJob } from "./record.ts"
import { worlds } from "./world.ts"

process.on("message", (job: CurveJob) => {
  void played(job).then((record) => process.send?.(record))
})
process.on("disconnect", () => process.exit())

async function played(job: CurveJob) {
  const entrant = entrantNamed(job.contestant)
  const record = await compete(
    entrant,
    worlds.find(({ name }) => name === job.world)!,
    job,
  )
  await entrant.close()
  return record
}
