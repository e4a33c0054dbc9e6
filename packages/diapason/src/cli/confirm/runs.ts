import { fromWireMetrics, type EventStore, type Executor, type Ledger, type Signal } from "@diapason/core"
import type { PlannedRun, Runs } from "@diapason/algorithms"
import { runAgain } from "./run-again.ts"

/** The runs after the search of some trials, those of earlier commands included; more are run and recorded on demand. */
export interface FreshRuns {
  /** The losses of a trial by repeat; NaN for a run that failed. */
  of(trial: number): Runs
  /** Runs these, several at a time, and records each as it ends. False when somebody wants an end. */
  run(planned: readonly PlannedRun[]): Promise<boolean>
}

interface Means {
  readonly ledger: Ledger
  readonly store: EventStore
  readonly executor: Executor
  readonly jobs: number
  readonly drain: Signal
  readonly interrupt: Signal
  readonly say: (text: string) => void
}

/** What is recorded is not run again, so that the same command goes on after an interruption. */
export function freshRuns({ ledger, store, executor, jobs, drain, interrupt, say }: Means): FreshRuns {
  const known = new Map(
    ledger.trials.map(({ number, confirmed = [] }) => [number, new Map(confirmed.map((one) => [one.repeat, lossOf(ledger, one)]))]),
  )
  const { metric } = ledger.rules.objectives[0]!
  const one = async ({ trial, repeat }: PlannedRun): Promise<boolean> => {
    const event = await runAgain({ executor, ledger, signal: interrupt }, ledger.trials[trial]!, repeat)
    if (event === undefined) return false
    await store.append(ledger.definition.name, [event])
    known.get(trial)!.set(repeat, lossOf(ledger, event))
    say(
      `  trial ${String(trial).padStart(3)}  run ${known.get(trial)!.size}  ${event.failure?.message ?? `${metric} ${event.metrics[metric]}`}`,
    )
    return true
  }
  return {
    of: (trial) => known.get(trial) ?? new Map<number, number>(),
    async run(planned) {
      const open = [...planned]
      const worker = async (): Promise<boolean> => {
        for (let next = open.shift(); next !== undefined; next = open.shift())
          if (drain.aborted || interrupt.aborted || !(await one(next))) return false
        return true
      }
      const ends = await Promise.all(Array.from({ length: Math.min(jobs, open.length) }, worker))
      return ends.every(Boolean)
    },
  }
}

type Run = Pick<NonNullable<Ledger["trials"][number]["confirmed"]>[number], "metrics" | "failure">

const lossOf = ({ rules }: Ledger, { metrics, failure }: Run): number =>
  failure === undefined ? rules.loss(fromWireMetrics(metrics)) : NaN
