import { existsSync } from "node:fs"
import { isAbsolute } from "node:path"
import { fault, type Executor } from "@diapason/core"

/**
 * An executor whose trials go on only from what this machine sees. What was saved on another one, in a folder that both do not share, stays
 * in the record for whoever sees it; here the trial begins again, and that is said.
 */
export const visibleCheckpoints = (executor: Executor): Executor => ({
  ...executor,
  launch(job, link) {
    const { resume, ...fresh } = job
    if (resume?.path === undefined || !isAbsolute(resume.path) || existsSync(resume.path)) return executor.launch(job, link)
    const { step, path } = resume
    link.diagnostic(
      "D216",
      fault("D216", { trial: job.trial, step, path, flaw: "this machine does not see it; is its folder shared?" }).words.what,
    )
    return executor.launch(fresh, link)
  },
})
