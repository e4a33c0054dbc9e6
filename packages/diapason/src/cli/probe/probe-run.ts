import type { Answer, Ending, Executor, Signal, TrialLink } from "@diapason/core"

/** What one run of the command is to try, and whom it tells. */
export interface ProbeRun {
  readonly executor: Executor
  /** By which logs are found. */
  readonly study: string
  readonly session: string
  readonly number: number
  readonly param: string
  readonly rate: number
  /** Asked at each report. */
  readonly report: (metrics: Readonly<Record<string, number>>) => Answer
  readonly applied?: (rev: number) => void
  /** Called when the script does not take an update; the run then ends. */
  readonly refused?: (why: string) => void
  readonly signal: Signal
}

/** Runs the command once, outside of any study. */
export async function probeRun(run: ProbeRun): Promise<Ending> {
  const { executor, study, session, number: trial, param, rate, signal } = run
  const config = { [param]: rate }
  const link: TrialLink = {
    report: (_, metrics) => Promise.resolve(run.report(metrics)),
    applied: (rev) => Promise.resolve(run.applied?.(rev)),
    refused: (_, why) => {
      run.refused?.(why)
      running.stop("decision")
      return Promise.resolve()
    },
    checkpoint: nothing,
    artifact: nothing,
    note: nothing,
    diagnostic: () => undefined,
  }
  const running = executor.launch({ study, session, trial, attempt: 1, config, flat: config, seed: 0 }, link)
  const interrupt = (): void => running.stop("interrupt")
  if (signal.aborted) interrupt()
  else signal.addEventListener("abort", interrupt)
  return running.ended.finally(() => signal.removeEventListener("abort", interrupt))
}

const nothing = (): Promise<void> => Promise.resolve()
