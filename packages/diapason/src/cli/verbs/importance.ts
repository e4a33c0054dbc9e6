import { importanceDocument } from "../../views/importance-document.ts"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { insightFlags } from "../flags/insight.ts"
import { storeUrl, withLedger } from "../study/open-ledger.ts"
import { importanceLines } from "../text/importance-lines.ts"
import { verb } from "../verb.ts"

/** Which parameters mattered for a metric, with intervals. A study with too few trials for it is told how many more it needs. */
export const importance = verb({
  args: "[study]",
  example: "diapason importance --method ped-anova",
  flags: {
    method: insightFlags.method,
    metric: insightFlags.explained,
    topFraction: insightFlags.topFraction,
    byBranch: insightFlags.byBranch,
    pairs: insightFlags.pairs,
    store: commonFlags.store,
    dir: commonFlags.dir,
    json: commonFlags.json,
  },
  run: (f, [study], io) =>
    withLedger(storeUrl(f, io.env), study as string | undefined, (ledger) => {
      const asked = {
        ...(f.method !== undefined && { method: f.method }),
        ...(f.metric !== undefined && { target: f.metric }),
        ...(f.topFraction !== undefined && { top: f.topFraction }),
        ...(f.byBranch === true && { byBranch: true }),
      }
      const told = importanceDocument(ledger, asked)
      if (f.json === true) io.out(JSON.stringify(told))
      else for (const line of importanceLines(ledger.definition.name, told, f.pairs === true, io)) io.out(line)
      return told.trials > 0 ? exit.done : exit.noUsableTrial
    }),
})
