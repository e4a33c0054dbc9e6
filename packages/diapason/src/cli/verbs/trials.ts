import { type Ledger, type Trial } from "@diapason/core"
import { revisionView, trialView } from "@diapason/views"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { trialsFlags } from "../flags/trials.ts"
import { withLedger, storeUrl } from "../study/open-ledger.ts"
import { chosen } from "../study/chosen-trials.ts"
import { trialsCsv } from "../text/csv.ts"
import { ownTable } from "../text/own-table.ts"
import { table } from "../text/table.ts"
import { trialColumns, trialRow } from "../text/trial-rows.ts"
import { verb } from "../verb.ts"

/** Lists the trials of a study: in the order of their numbers, or as they are asked for. */
export const trials = verb({
  args: "[study]",
  example: "diapason trials --state failed",
  flags: {
    state: trialsFlags.state,
    where: trialsFlags.where,
    sort: trialsFlags.sort,
    columns: trialsFlags.columns,
    leaderboard: trialsFlags.leaderboard,
    csv: trialsFlags.csv,
    store: commonFlags.store,
    dir: commonFlags.dir,
    json: commonFlags.json,
  },
  run: (f, [study], io) =>
    withLedger(storeUrl(f, io.env), study as string | undefined, (ledger) => {
      const shown = chosen(ledger, { ...f, leaderboard: f.leaderboard === true })
      if (f.json === true)
        io.out(
          JSON.stringify({
            schema: "diapason.trials/1",
            study: ledger.definition.name,
            trials: shown.map((trial) => ({ ...trialView(trial), ...revisionView(ledger, trial) })),
          }),
        )
      else for (const line of lines(ledger, shown, f, io)) io.out(line)
      return exit.done
    }),
})

function lines(
  ledger: Ledger,
  shown: readonly Trial[],
  f: { readonly columns?: string | undefined; readonly csv?: boolean | undefined },
  io: { readonly now: () => number; readonly width: () => number },
): readonly string[] {
  const columns = f.columns?.split(",").map((name) => name.trim())
  if (f.csv === true) return trialsCsv(ledger, shown, columns)
  if (columns !== undefined) return ownTable(ledger, shown, columns, io.width())
  const rows = shown.map((trial) => trialRow(ledger, trial, io.now()))
  return table(trialColumns(ledger), rows, io.width())
}
