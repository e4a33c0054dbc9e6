import { confirmation, firstAside, type Confirmation } from "@diapason/algorithms"
import type { Ledger } from "@diapason/core"
import { ranked } from "@diapason/views"
import type { Io } from "../io.ts"
import { configText } from "../text/best-text.ts"
import { numberText } from "../text/number.ts"
import type { FreshRuns } from "./runs.ts"

/** The same number of runs of each finalist, all of them compared. Each of all finalists before the next of any: who stops early can still compare. */
export async function repeated(
  ledger: Ledger,
  runs: FreshRuns,
  wish: { readonly top: number; readonly repeats: number },
  json: boolean,
  io: Io,
): Promise<void> {
  const finalists = ranked(ledger).slice(0, wish.top)
  const planned = Array.from({ length: wish.repeats }, (_, i) => finalists.map((trial) => ({ trial, repeat: i + 1 }))).flat()
  await runs.run(planned.filter(({ trial, repeat }) => !runs.of(trial).has(repeat)))
  const known = new Map(
    finalists.map((trial) => [trial, [...runs.of(trial)].flatMap(([repeat, loss]) => (repeat < firstAside ? [loss] : []))]),
  )
  const found = confirmation(finalists.map((number) => ({ number, losses: known.get(number)! })))
  const failed = new Map([...known].map(([trial, losses]) => [trial, losses.filter(Number.isNaN).length]))
  if (json) printJson(ledger, found, failed, io)
  else print(ledger, found, failed, io)
}

function printJson(ledger: Ledger, { finalists, separated }: Confirmation, failed: ReadonlyMap<number, number>, io: Io): void {
  const { metric, direction } = ledger.definition.objectives[0]!
  const turned = direction === "maximize" ? -1 : 1
  const shown = finalists.map(({ number, runs, mean, half, estimate }) => ({
    trial: number,
    config: ledger.trials[number]!.config,
    runs,
    failed: failed.get(number)!,
    mean: turned * mean,
    ...(half !== undefined && { interval: [turned * mean - half, turned * mean + half] }),
    estimate: turned * estimate,
  }))
  const winner = finalists.length > 0 ? { winner: finalists[0]!.number } : {}
  io.out(JSON.stringify({ schema: "diapason.confirm/1", study: ledger.definition.name, metric, ...winner, separated, finalists: shown }))
}

function print(ledger: Ledger, { finalists, separated }: Confirmation, failed: ReadonlyMap<number, number>, io: Io): void {
  const { metric, direction } = ledger.definition.objectives[0]!
  const turned = direction === "maximize" ? -1 : 1
  for (const { number, runs, mean, half, estimate } of finalists) {
    const trial = ledger.trials[number]!
    const searched = "values" in trial ? `   in the search ${numberText(trial.values[metric] ?? NaN)}` : ""
    const within = half === undefined ? "" : ` ± ${numberText(half)}`
    const lost = failed.get(number)! > 0 ? `, ${failed.get(number)} failed` : ""
    io.out(
      `  #${number}  ${metric} ${numberText(turned * mean)}${within}  (${runs} runs${lost})   estimate ${numberText(turned * estimate)}${searched}`,
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
