import {
  addReport,
  emptyCurve,
  finalValues,
  flatten,
  toWireMetrics,
  trialSeed,
  type Answer,
  type Ending,
  type EventBody,
  type Executor,
  type Ledger,
  type Metrics,
  type Signal,
  type Trial,
  type TrialLink,
} from "@diapason/core"

/**
 * Runs a trial's configuration once more, to its last step, with a seed that the search has not used: the same for all trials at the same
 * repeat, so that what the seed does to all of them falls out of their differences. Undefined when it was interrupted.
 */
export async function runAgain(
  { executor, ledger, signal }: { readonly executor: Executor; readonly ledger: Ledger; readonly signal: Signal },
  { number, config }: Trial,
  repeat: number,
): Promise<Extract<EventBody, { kind: "trial.confirmed" }> | undefined> {
  const { name, seed: study, fidelity, objectives } = ledger.definition
  const seed = trialSeed(study, 0, firstFresh + repeat)
  const curve = emptyCurve()
  const link: TrialLink = {
    report(step, metrics) {
      addReport(curve, step, metrics)
      return Promise.resolve(goOn)
    },
    applied: nothing,
    refused: nothing,
    checkpoint: nothing,
    artifact: nothing,
    note: nothing,
    diagnostic: () => undefined,
  }
  const steps = fidelity === undefined ? {} : { fidelity: fidelity.max, fidelityMax: fidelity.max }
  const job = { study: `${name}~confirm`, session: `confirm-${process.pid}`, trial: number, attempt: repeat, config, seed, ...steps }
  const running = executor.launch({ ...job, flat: flatten(ledger.space, config) }, link)
  const interrupt = (): void => running.stop("interrupt")
  if (signal.aborted) interrupt()
  else signal.addEventListener("abort", interrupt)
  const ending = await running.ended.finally(() => signal.removeEventListener("abort", interrupt))
  if (signal.aborted && ending.metrics === undefined) return undefined
  const values = { ...finalValues(curve, objectives), ...ending.metrics }
  return { kind: "trial.confirmed", trial: number, repeat, seed, metrics: toWireMetrics(values), ...failureOf(ending, values, ledger) }
}

/** Retries of the search count from 1; nobody retries a trial so often. */
const firstFresh = 1_000_000

function failureOf(ending: Ending, values: Metrics, { rules }: Ledger) {
  if (ending.kind === "failed") return { failure: ending.failure }
  const missing = rules.objectives.find(({ metric }) => !Number.isFinite(values[metric]))
  return missing && { failure: { kind: "no-metric" as const, message: `it ended without a finite ${missing.metric}` } }
}

const goOn: Answer = { action: "continue", why: "it is run to its end" }
const nothing = (): Promise<void> => Promise.resolve()
