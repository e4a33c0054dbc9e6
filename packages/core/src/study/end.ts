import type { EventBody } from "../event/event.ts"
import type { Failure } from "../event/failure.ts"
import { toWire, toWireMetrics } from "../event/json.ts"
import { finalValues } from "../ledger/final-values.ts"
import { savedFor } from "../ledger/in-force.ts"
import type { Ledger } from "../ledger/ledger.ts"
import type { Metrics, RunningTrial, Trial } from "../ledger/trial.ts"
import type { Ending } from "../ports/executor.ts"
import type { Update } from "../ports/scheduler.ts"
import type { RetryPolicy } from "./retry-policy.ts"
import type { Verdict } from "./verdict.ts"

/**
 * The events that a verdict other than `continue` puts into the log: the decision, and for a stop the end of the trial. What starts
 * again from a saved state goes back into the queue.
 */
export function verdictEvents(trial: RunningTrial, verdict: Verdict, by: string): readonly EventBody[] {
  const { number, attempts: attempt } = trial
  const { report, why } = verdict
  if (verdict.diverged === true) return [failed(trial, { kind: "nan", message: why, code: "D215" })]
  switch (verdict.action) {
    case "continue":
      return []
    case "pause":
      return [{ kind: "trial.decided", trial: number, report, action: "pause", why, by }]
    case "stop":
      return [
        { kind: "trial.decided", trial: number, report, action: "stop", why, by },
        verdict.result === undefined
          ? { kind: "trial.finished", trial: number, attempt, state: "pruned", metrics: {}, why }
          : { kind: "trial.finished", trial: number, attempt, state: "complete", metrics: toWireMetrics(verdict.result), why },
      ]
    case "update":
      return updateEvents(trial, verdict, by)
  }
}

function updateEvents(
  { number: trial, attempts: attempt, updates }: RunningTrial,
  verdict: Update & Verdict,
  by: string,
): readonly EventBody[] {
  const { report, config, apply, from, why } = verdict
  const rev = updates.length + 1
  const updated: EventBody = {
    kind: "trial.updated",
    trial,
    attempt,
    rev,
    report,
    config,
    apply,
    ...(from !== undefined && { from }),
    why,
    by,
  }
  if (apply !== "restart") return [updated]
  const failure: Failure = { kind: "interrupted", message: why }
  return [updated, { kind: "trial.requeued", trial, attempt, failure, why }]
}

/** The end of a trial that a person does not want to go on. It keeps what it has reported. */
export const prunedEvent = ({ number, attempts }: Trial, { why, by }: { readonly why: string; readonly by: string }): EventBody => ({
  kind: "trial.finished",
  trial: number,
  attempt: attempts,
  state: "pruned",
  metrics: {},
  why: `${why} (${by})`,
})

/** The events with which an attempt that ended closes its trial, or puts it back into the queue. */
export function endingEvents(ledger: Ledger, trial: RunningTrial, ending: Ending, retry: RetryPolicy): readonly EventBody[] {
  if (ending.kind === "failed") return failureEvents(ledger, trial, ending.failure, retry, ending.metrics)
  const values = { ...finalValues(trial.curve, ledger.definition.objectives), ...ending.metrics }
  const failure = shortcoming(ledger, values, ending.detail)
  if (failure !== undefined) return [failed(trial, failure, ending.metrics)]
  const { number, attempts: attempt } = trial
  return [{ kind: "trial.finished", trial: number, attempt, state: "complete", metrics: toWireMetrics(ending.metrics ?? {}) }]
}

/** What keeps final values from being a result: an objective that is missing or not a finite number. */
export function shortcoming({ rules }: Ledger, values: Metrics, detail?: Readonly<Record<string, unknown>>): Failure | undefined {
  const missing = rules.objectives.find(({ metric }) => values[metric] === undefined)
  if (missing !== undefined) return noMetric(missing.metric, detail)
  const bad = rules.objectives.find(({ metric }) => !Number.isFinite(values[metric]))
  return bad && { kind: "nan", message: `${bad.metric} ended as ${toWire(values[bad.metric]!)}`, code: "D215" }
}

/** The events of a failed attempt. One that could not restore what it was to go on from is followed, once, by one that goes on from the state before. */
export function failureEvents(
  ledger: Ledger,
  trial: RunningTrial,
  failure: Failure,
  retry: RetryPolicy,
  metrics?: Metrics,
): readonly EventBody[] {
  const { resumed, checkpoints, number, attempts: attempt, unreadable } = trial
  // What has saved since has restored: its trouble is another one.
  const restored = (checkpoints.at(-1)?.step ?? resumed) !== resumed
  const first = failure.kind === "checkpoint" && unreadable === undefined && resumed !== undefined && !restored
  const saved = first ? savedFor(ledger.trials, trial, resumed) : undefined
  if (saved === undefined) return [failureEvent(trial, failure, retry, metrics)]
  const { trial: owner, step, path } = saved
  return [
    { kind: "checkpoint.removed", trial: owner, step, path, why: `trial ${number} could not restore it: ${failure.message}` },
    { kind: "trial.requeued", trial: number, attempt, failure, why: `${failure.message}; it is tried once more, from the state before` },
  ]
}

/** Back into the queue as often as the policy has it for this kind of failure; then, and for every other kind, the end of the trial. */
export function failureEvent(trial: RunningTrial, failure: Failure, retry: RetryPolicy, metrics?: Metrics): EventBody {
  const policy = Object.hasOwn(retry, failure.kind) ? retry[failure.kind as keyof RetryPolicy] : undefined
  if (policy === undefined) return failed(trial, failure, metrics)
  const before = failure.kind === "infra" ? trial.lost : (trial.requeued?.[failure.kind] ?? 0)
  if (before >= policy.times) {
    const times = before === 0 ? "" : failure.kind === "infra" ? `; lost ${before + 1} times` : `; so it ended ${before + 1} times`
    return failed(trial, { ...failure, message: failure.message + times }, metrics)
  }
  const more = policy.memory > 1 ? `; it is tried again with ${policy.memory} times the memory` : ""
  return { kind: "trial.requeued", trial: trial.number, attempt: trial.attempts, failure, why: failure.message + more }
}

function failed(trial: RunningTrial, failure: Failure, metrics: Metrics = {}): EventBody {
  const { number, attempts: attempt } = trial
  return { kind: "trial.finished", trial: number, attempt, state: "failed", metrics: toWireMetrics(metrics), failure }
}

function noMetric(metric: string, detail: Readonly<Record<string, unknown>> | undefined): Failure {
  const seen = Object.entries((detail?.["seen"] ?? {}) as Readonly<Record<string, { readonly count: number; readonly last: number }>>)
  const facts = { seen: seen.map(([name, { count, last }]) => ({ name, count, last: toWire(last) })) }
  const instead = seen.length > 0 ? `; it reported ${seen.map(([name]) => name).join(", ")} instead` : ""
  return { kind: "no-metric", message: `it ended without ever reporting ${metric}${instead}`, code: "D210", facts }
}
