import type { Learner } from "./learner.ts"

/** A learner, and the milliseconds that it has taken for its answers. */
export function stopwatch(learner: Learner): { readonly learner: Learner; readonly ms: () => number } {
  let ms = 0
  const timed = async <T>(answer: Promise<T>): Promise<T> => {
    const begun = performance.now()
    const given = await answer
    ms += performance.now() - begun
    return given
  }
  return {
    learner: {
      ...learner,
      ask: () => timed(learner.ask()),
      report: (trial, epoch, value) => timed(learner.report(trial, epoch, value)),
      finish: (trial, value) => timed(learner.finish(trial, value)),
    },
    ms: () => ms,
  }
}
