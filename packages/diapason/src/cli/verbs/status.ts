import { ledgerAgainst, statusView, trialView } from "@diapason/views"
import { estimateView } from "../../views/estimate-view.ts"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { trialsFlags } from "../flags/trials.ts"
import { frame } from "../live/frame.ts"
import { idleText } from "../live/idle-text.ts"
import { storeUrl, withLedger } from "../study/open-ledger.ts"
import { idleOf, runnersOf, runnersText } from "../study/runners.ts"
import { estimateText } from "../text/estimate-text.ts"
import { memoryText } from "../text/memory-text.ts"
import { table } from "../text/table.ts"
import { trialColumns, trialRow } from "../text/trial-rows.ts"
import { verb } from "../verb.ts"

/** One look at a study: the live view, once; with `--trials` every trial below it. */
export const status = verb({
  args: "[study]",
  example: "diapason status --json",
  flags: { store: commonFlags.store, dir: commonFlags.dir, json: commonFlags.json, withTrials: trialsFlags.withTrials },
  run: (f, [study], io) =>
    withLedger(storeUrl(f, io.env), study as string | undefined, async (ledger, store) => {
      const runners = await runnersOf(store, ledger)
      const now = io.now()
      if (f.json === true) {
        const view = statusView(ledger, now, new Set(runners.map(({ session }) => session)))
        const shown = f.withTrials === true ? { trials: ledger.trials.map(trialView) } : {}
        const against = ledgerAgainst(ledger)
        const given = estimateView(ledger)
        const estimate = given === undefined ? {} : { estimate: given }
        io.out(JSON.stringify({ schema: "diapason.status/1", ...view, ...(against !== undefined && { against }), ...estimate, ...shown }))
        return exit.done
      }
      const idle = idleOf(runners, ledger)
      const told = { notice: runnersText(runners), ...(idle && { idle: idleText(idle) }) }
      const scene = { now, columns: io.columns(), rows: 24, paint: io.paint, ...told }
      const lines = frame(ledger, scene)
      // The frame shows the newest trials only; where all are asked for, its head and foot stay.
      const own = f.withTrials === true ? [...lines.slice(0, 3), ...lines.slice(idle === undefined ? -1 : -2)] : lines
      for (const line of own) io.out(line)
      const estimate = estimateView(ledger)
      if (estimate !== undefined) io.out(` ${estimateText(estimate)}`)
      const memory = memoryText(ledger)
      if (memory !== undefined) io.out(` ${memory}`)
      if (f.withTrials !== true) return exit.done
      const rows = ledger.trials.map((trial) => trialRow(ledger, trial, now))
      for (const line of table(trialColumns(ledger), rows, io.width())) io.out(line)
      return exit.done
    }),
})
