import type { Ledger, Trial } from "@diapason/core"
import { leafNames, leaves } from "@diapason/core"
import { trialView } from "../../views/trial-view.ts"
import { exit } from "../exit.ts"
import { flags } from "../flags.ts"
import { withLedger, storeUrl } from "../study/open-ledger.ts"
import { valueText } from "../text/number.ts"
import { table } from "../text/table.ts"
import { trialColumns, trialRow } from "../text/trial-rows.ts"
import { verb } from "../verb.ts"

/** Lists the trials of a study, in the order of their numbers. */
export const trials = verb({
  args: "[study]",
  example: "diapason trials --state failed",
  flags: { store: flags.store, dir: flags.dir, json: flags.json, csv: flags.csv, state: flags.state },
  run: (f, [study], io) =>
    withLedger(storeUrl(f, io.env), study as string | undefined, (ledger) => {
      const shown = ledger.trials.filter((trial) => f.state === undefined || trial.state === f.state)
      if (f.json === true)
        io.out(JSON.stringify({ schema: "diapason.trials/1", study: ledger.definition.name, trials: shown.map(trialView) }))
      else if (f.csv === true) for (const line of csv(ledger, shown)) io.out(line)
      else
        for (const line of table(
          trialColumns(ledger),
          shown.map((trial) => trialRow(ledger, trial, io.now())),
          io.width(),
        ))
          io.out(line)
      return exit.done
    }),
})

function csv(ledger: Ledger, shown: readonly Trial[]): readonly string[] {
  const metrics = ledger.definition.objectives.map(({ metric }) => metric)
  const names = leafNames(ledger.space)
  const head = ["trial", "state", "steps", ...metrics, ...names.map(({ path }) => path)]
  const rows = shown.map((trial) => {
    const view = trialView(trial)
    const values = new Map(leaves(ledger.space, trial.config).map(({ path, value }) => [path, value]))
    const config = names.map(({ path }) => {
      const value = values.get(path)
      return typeof value === "number" ? String(value) : valueText(value)
    })
    return [String(trial.number), trial.state, String(view.steps), ...metrics.map((m) => String(view.values[m] ?? "")), ...config]
  })
  return [head, ...rows].map((cells) => cells.map(cell).join(","))
}

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
