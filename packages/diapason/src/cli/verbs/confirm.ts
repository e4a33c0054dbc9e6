import { availableParallelism } from "node:os"
import { metricsOf } from "@diapason/algorithms"
import { fault, type Executor, type Ledger } from "@diapason/core"
import { processes } from "@diapason/executors"
import { ranked } from "@diapason/views"
import { recordedStyle } from "../../views/recorded-style.ts"
import { budgeted } from "../confirm/budgeted.ts"
import { repeated } from "../confirm/repeated.ts"
import { freshRuns } from "../confirm/runs.ts"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { runFlags } from "../flags/run.ts"
import { dirOf, storeUrl, withLedger } from "../study/open-ledger.ts"
import { inputsOf } from "../tune/inputs.ts"
import { interrupts } from "../tune/interrupts.ts"
import { verb } from "../verb.ts"

/**
 * Runs the best trials again with fresh seeds, outside the search, and says who is best and how sure that is: within a budget that is spent
 * where it tells most, or so many runs of each. What was run before is not run again, so that the same command goes on after an
 * interruption.
 */
export const confirm = verb({
  args: "[study]",
  example: "diapason confirm --budget 20 --jobs 2",
  flags: {
    store: commonFlags.store,
    dir: commonFlags.dir,
    budget: runFlags.freshRuns,
    sure: runFlags.sure,
    top: runFlags.finalists,
    repeats: runFlags.repeats,
    jobs: runFlags.jobs,
    timeout: runFlags.timeout,
    json: commonFlags.json,
  },
  run: (f, [study], io) =>
    withLedger(storeUrl(f, io.env), study as string | undefined, async (ledger, store) => {
      if (f.budget !== undefined && f.repeats !== undefined) throw fault("D181", { budget: f.budget, repeats: f.repeats })
      if (ranked(ledger).length === 0) return exit.noUsableTrial
      const asked = interrupts({
        ending: (how) => io.err(`  ${how === "drain" ? "what runs is finished; Ctrl-C again ends it" : "ended now"}`),
        hangup: () => undefined,
      })
      try {
        const executor = executorOf(ledger, dirOf(f), f.timeout)
        const jobs = f.jobs === undefined ? 1 : f.jobs < 0 ? availableParallelism() : f.jobs
        const { drain, interrupt } = asked.signals
        const runs = freshRuns({ ledger, store, executor, jobs, drain: drain!, interrupt: interrupt!, say: io.err })
        const json = f.json === true
        if (f.repeats !== undefined) await repeated(ledger, runs, { top: f.top ?? 5, repeats: f.repeats }, json, io)
        else await budgeted(ledger, runs, { budget: f.budget, top: f.top, sure: f.sure ?? 0.95 }, json, io)
      } finally {
        asked.dispose()
      }
      return asked.code() ?? exit.done
    }),
})

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
