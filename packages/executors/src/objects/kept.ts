import type { Executor, Job, ObjectStore, Running, TrialLink } from "@diapason/core"
import { placesOf } from "../process/places.ts"
import { restoring, type Restoring } from "./restoring.ts"
import { uploads } from "./uploads.ts"

/**
 * Attempts of an executor whose states and artifacts are kept in an object store, so that a trial may go on on another host. What an
 * attempt saves is copied there first, beside its reports, and the study hears of that address; an attempt that goes on from such an
 * address gets a copy (`restoring`). An attempt has ended when its last state is kept, or cannot be.
 */
export function kept(executor: Executor, store: ObjectStore, options: Restoring): Executor {
  const inner = restoring(executor, options)
  const begun = (job: Job, link: TrialLink, begin: (link: TrialLink) => Running): Running => {
    const { checkpoints } = placesOf(options.dir, job)
    const up = uploads({ job, link, store, checkpoints, patience: options.patience ?? 120_000 })
    const running = begin(up.link)
    return {
      ended: running.ended.finally(() => up.settled()),
      stop(how) {
        if (how === "lost") up.abandon()
        else if (how !== "decision") up.hurry()
        running.stop(how)
      },
      ...(running.leave !== undefined && {
        leave() {
          up.abandon()
          running.leave!()
        },
      }),
    }
  }
  const { outliving } = inner
  return {
    ...inner,
    launch: (job, link) => begun(job, link, (l) => inner.launch(job, l)),
    ...(outliving !== undefined && {
      outliving: {
        living: outliving.living.bind(outliving),
        follow: (job, link, known) => begun(job, link, (l) => outliving.follow(job, l, known)),
      },
    }),
  }
}
