import { fault, type Ending, type Executor } from "@diapason/core"

/**
 * The same executor, but a trial whose time is over when half of its folds or more were judged is complete by these: their mean is a fair
 * estimate, only a rougher one. `folds` among its metrics says how many there were, and a note (D199) tells of it. With fewer it has
 * failed, since one easy fold would lead the board; for the ensemble its folds count all the same.
 */
export function keptFolds(executor: Executor): Executor {
  return {
    ...executor,
    launch(job, link) {
      let last: { readonly step: number; readonly metrics: Readonly<Record<string, number>> } | undefined
      const { ended, stop } = executor.launch(job, {
        ...link,
        report(step, metrics) {
          last = { step, metrics }
          return link.report(step, metrics)
        },
      })
      const concluded = async (): Promise<Ending> => {
        const ending = await ended
        const { fidelity } = job
        if (ending.kind === "done" || ending.failure.kind !== "timeout" || last === undefined || fidelity === undefined) return ending
        const { step, metrics } = last
        if (2 * step < fidelity) return ending
        link.diagnostic("D199", fault("D199", { step, fidelity }).words.what)
        return { kind: "done", metrics: { ...metrics, folds: step } }
      }
      return { ended: concluded(), stop }
    },
  }
}
