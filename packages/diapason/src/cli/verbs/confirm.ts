import { availableParallelism } from "node:os"
import { confirmation, metricsOf, type Confirmation } from "@diapason/algorithms"
import { fault, fromWire, type EventStore, type Executor, type Ledger, type Signal, type Trial } from "@diapason/core"
import { processes } from "@diapason/executors"
import { ranked } from "@diapason/views"
import { recordedStyle } from "../../views/recorded-style.ts"
import { runAgain } from "../confirm/run-again.ts"
import { exit } from "../exit.ts"
import { flags } from "../flags.ts"
import type { Io } from "../io.ts"
import { dirOf, storeUrl, withLedger } from "../study/open-ledger.ts"
import { configText } from "../text/best-text.ts"
import { numberText } from "../text/number.ts"
import { inputsOf } from "../tune/inputs.ts"
import { interrupts } from "../tune/interrupts.ts"
import { verb } from "../verb.ts"

/**
 * Runs the best trials again with fresh seeds, outside the search, and says who is best by those runs alone. What was run before is
 * not run again, so that the same command goes on after an interruption.
 */
export const confirm = verb({
  args: "[study]",
  example: "diapason confirm --top 3 --repeats 5",
  flags: {
    store: flags.store,
    dir: flags.dir,
    top: flags.top,
    repeats: flags.repeats,
    jobs: flags.jobs,
    timeout: flags.timeout,
    json: flags.json,
  },
  run: (f, [study], io) =>
    withLedger(storeUrl(f, io.env), study as string | undefined, async (ledger, store) => {
      const finalists = ranked(ledger)
        .slice(0, f.top ?? 5)
        .map((n) => ledger.trials[n]!)
      if (finalists.length === 0) return exit.noUsableTrial
      const repeats = f.repeats ?? 5
      const asked = interrupts({
        ending: (how) => io.err(`  ${how === "drain" ? "what runs is finished; Ctrl-C again ends it" : "ended now"}`),
        hangup: () => undefined,
      })
      try {
        const executor = executorOf(ledger, dirOf(f), f.timeout)
        const jobs = f.jobs === undefined ? 1 : f.jobs < 0 ? availableParallelism() : f.jobs
        const { drain, interrupt } = asked.signals
        const runs = { ledger, store, executor, jobs, drain: drain!, interrupt: interrupt!, say: io.err }
        const known = await runAll(runs, finalists, repeats)
        print(ledger, known, confirmation(known.map((one) => ({ number: one.trial.number, losses: one.losses }))), f.json === true, io)
      } finally {
        asked.dispose()
      }
      return asked.code() ?? exit.done
    }),
})

/** A finalist with what its runs have come to. */
interface Known {
  readonly trial: Trial
  readonly losses: readonly number[]
  readonly failed: number
}

interface Runs {
  readonly ledger: Ledger
  readonly store: EventStore
  readonly executor: Executor
  readonly jobs: number
  readonly drain: Signal
  readonly interrupt: Signal
  readonly say: (text: string) => void
}

async function runAll(runs: Runs, finalists: readonly Trial[], repeats: number): Promise<readonly Known[]> {
  const { ledger, store, executor, jobs, drain, interrupt, say } = runs
  const done = finalists.map((trial) => [...(trial.confirmed ?? [])])
  // Each of all finalists before the next of any: who stops early can still compare.
  const open = Array.from({ length: repeats }, (_, i) => finalists.map((_, which) => ({ which, repeat: i + 1 })))
    .flat()
    .filter(({ which, repeat }) => !done[which]!.some((one) => one.repeat === repeat))
  const worker = async (): Promise<void> => {
    for (let next = open.shift(); next !== undefined && !drain.aborted && !interrupt.aborted; next = open.shift()) {
      const { which, repeat } = next
      const event = await runAgain({ executor, ledger, signal: interrupt }, finalists[which]!, repeat)
      if (event === undefined) return
      await store.append(ledger.definition.name, [event])
      done[which]!.push(event)
      const { metric } = ledger.rules.objectives[0]!
      say(`  trial ${String(event.trial).padStart(3)}  run ${repeat}  ${event.failure?.message ?? `${metric} ${event.metrics[metric]}`}`)
    }
  }
  await Promise.all(Array.from({ length: Math.min(jobs, open.length) }, worker))
  return finalists.map((trial, which) => {
    const counted = done[which]!.filter(({ failure }) => failure === undefined)
    const losses = counted.map(({ metrics }) =>
      ledger.rules.loss(Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, fromWire(value)]))),
    )
    return { trial, losses, failed: done[which]!.length - counted.length }
  })
}

/** As the study's own command ran: values reach it in the way that its last session has recorded. Throws D142. */
function executorOf(ledger: Ledger, dir: string, timeout: number | undefined): Executor {
  const { command, objectives, adapt = [], fidelity, name } = ledger.definition
  if (command === undefined || command.length === 0) throw fault("D142", { given: `${name} was run by whoever asked` })
  return processes({
    ...recordedStyle(ledger),
    command,
    dir,
    inputs: inputsOf(ledger.space),
    metrics: [...new Set([...objectives.map(({ metric }) => metric), ...metricsOf(adapt, ledger.space)])],
    ...(fidelity !== undefined && { stepName: fidelity.name }),
    ...(timeout !== undefined && { timeout }),
  })
}

function print(ledger: Ledger, known: readonly Known[], { finalists, separated }: Confirmation, json: boolean, io: Io): void {
  const { metric, direction } = ledger.definition.objectives[0]!
  const turned = direction === "maximize" ? -1 : 1
  const failedOf = new Map(known.map(({ trial, failed }) => [trial.number, failed]))
  if (json) {
    const shown = finalists.map(({ number, runs, mean, half, estimate }) => {
      const interval = half === undefined ? {} : { interval: [turned * mean - half, turned * mean + half] }
      return {
        trial: number,
        config: ledger.trials[number]!.config,
        runs,
        failed: failedOf.get(number)!,
        mean: turned * mean,
        ...interval,
        estimate: turned * estimate,
      }
    })
    const winner = finalists.length > 0 ? { winner: finalists[0]!.number } : {}
    return io.out(
      JSON.stringify({ schema: "diapason.confirm/1", study: ledger.definition.name, metric, ...winner, separated, finalists: shown }),
    )
  }
  for (const { number, runs, mean, half, estimate } of finalists) {
    const trial = ledger.trials[number]!
    const searched = "values" in trial ? `   in the search ${numberText(trial.values[metric] ?? NaN)}` : ""
    const within = half === undefined ? "" : ` ± ${numberText(half)}`
    const failed = failedOf.get(number)! > 0 ? `, ${failedOf.get(number)} failed` : ""
    io.out(
      `  #${number}  ${metric} ${numberText(turned * mean)}${within}  (${runs} runs${failed})   estimate ${numberText(turned * estimate)}${searched}`,
    )
    io.out(`       ${io.paint.dim(configText(ledger, trial))}`)
  }
  const [winner, second] = finalists
  if (winner === undefined) return io.err("  no run came to a result")
  if (second === undefined) return
  io.out(
    `  #${winner.number} ${separated ? "is the winner: its lead is more than noise (90 %)" : `leads, but #${second.number} may be as good: more --repeats would tell`}`,
  )
}
