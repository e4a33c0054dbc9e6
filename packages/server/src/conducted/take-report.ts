import { asHeard, lastStep, type Answer, type Metrics } from "@diapason/core"
import type { ConductedStudy } from "./conducted-study.ts"
import { currentAttempt, saidBefore, toldToLeave, type Named } from "./current-attempt.ts"

/**
 * One report over HTTP, and what its attempt is told. One that was sent twice counts once; one of an earlier step is left out; one of a
 * trial that has ended hears of the end. Without a step the next whole one is meant. Throws D231, D421, D422, D4xx.
 */
export function takeReport(study: ConductedStudy, named: Named, step: number | undefined, metrics: Metrics): Promise<Answer> {
  return study.inOrder(named.trial, async () => {
    const trial = currentAttempt(study, named)
    const leave = toldToLeave(trial)
    if (leave !== undefined || trial.state !== "running") return leave ?? { action: "stop", why: "the trial does not run" }
    const last = lastStep(trial.curve) ?? trial.resumed ?? 0
    const at = step ?? Math.floor(last) + 1
    if (at < last && trial.curve.steps.length > 0) return { action: "continue", why: `step ${at} came after step ${last} and was left out` }
    if (saidBefore(trial, at, metrics)) {
      const due = await study.session.settle(trial.number)
      return due === undefined ? { action: "continue", why: `step ${at} was reported before` } : asHeard(due)
    }
    return asHeard(await study.session.report(trial.number, at, metrics))
  })
}
