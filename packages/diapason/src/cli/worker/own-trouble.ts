import type { Ending, Executor, Running } from "@diapason/core"

/**
 * An executor that knows its machine's troubles from its trials': where the folder of an attempt cannot be made, on a full disk for
 * instance, nothing is held against the trial, which goes on elsewhere; `told` hears of it, since no other trial would fare better here.
 */
export const ownTrouble = (executor: Executor, told: (why: string) => void): Executor => ({
  ...executor,
  launch(job, link): Running {
    const running = executor.launch(job, link)
    const ended = running.ended.then((ending): Ending => {
      if (ending.kind !== "failed" || ending.failure.kind !== "infra" || !noFolder.test(ending.failure.message)) return ending
      told(ending.failure.message)
      return { kind: "failed", failure: { ...ending.failure, kind: "interrupted" } }
    })
    return { ...running, ended }
  },
})

const noFolder = /^the folder of the attempt could not be made/
