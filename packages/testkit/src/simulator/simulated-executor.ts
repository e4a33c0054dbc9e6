import type { Clock, Ending, Executor, Job, Metrics, TrialLink } from "@diapason/core"

/** A training run that takes no time: what it reports, and how long each step would take. */
export interface SimulatedRun {
  /** One entry a step, from step 1. */
  readonly steps: readonly { readonly takes: number; readonly metrics: Metrics }[]
  /** How it ends after its last step; by default well, its last report being its values. */
  readonly ending?: Ending
}

/** An executor whose trials live on a virtual clock: `run` says what each would do. */
export function simulatedExecutor(clock: Clock, run: (job: Job) => SimulatedRun): Executor {
  return {
    name: "simulated",
    launch(job, link) {
      const stop = new AbortController()
      return { ended: play(clock, run(job), job, link, stop.signal), stop: () => stop.abort() }
    },
  }
}

async function play(clock: Clock, run: SimulatedRun, job: Job, link: TrialLink, stop: AbortSignal): Promise<Ending> {
  const first = job.resume?.step ?? 0
  const last = Math.min(run.steps.length, job.fidelity ?? Infinity)
  for (let step = first + 1; step <= last; step++) {
    const { takes, metrics } = run.steps[step - 1]!
    await clock.after(takes, stop)
    if (stop.aborted) return { kind: "done" }
    const decision = await link.report(step, metrics)
    if (decision.action === "stop" || decision.action === "pause") return { kind: "done" }
    if (decision.action === "update") await link.applied(decision.rev ?? 0, step)
  }
  return run.ending ?? { kind: "done" }
}
