import type { RunningTrial, TrialUpdate } from "@diapason/core"

/** Reports that lie between two actions inside one trial, so that the first can show what it does. */
export const cooldown = 10

/** Whether a trial has reported often enough since the last change, whoever asked for it. */
export const rested = (trial: RunningTrial, reports = cooldown): boolean => after(trial.curve.steps, trial.updates.at(-1)).length >= reports

/** The steps that came after a change; all of them when there was none. A trial that was taken back begins again at that state. */
export const after = (steps: readonly number[], update: TrialUpdate | undefined): readonly number[] =>
  update === undefined ? steps : steps.slice(steps.findLastIndex((step) => step <= (update.from ?? update.step)) + 1)

/** The last change of a parameter. */
export const lastChange = ({ updates }: RunningTrial, param: string): TrialUpdate | undefined =>
  updates.findLast(({ config }) => config[param] !== undefined)

/**
 * Why a trial is to be asked for no further change: the last one waits for its answer, or the last two were not taken. What makes the
 * trial start again needs no answer and does not count.
 */
export function deaf({ updates }: RunningTrial): string | undefined {
  const asked = updates.filter(({ apply }) => apply !== "restart")
  const [before, last] = [asked.at(-2), asked.at(-1)]
  if (last?.state === "sent") return `update ${last.rev} has not been answered yet`
  if (before === undefined || last === undefined || before.state === "applied" || last.state === "applied") return undefined
  return `the last two updates were ${before.state === last.state ? before.state : `${before.state} and ${last.state}`}`
}
