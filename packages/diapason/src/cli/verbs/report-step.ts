import { fault } from "@diapason/core"
import { readMetrics } from "../control/metrics.ts"
import { reportStep as report } from "../control/report-step.ts"
import { commonFlags } from "../flags/common.ts"
import { dirOf, storeUrl, withLedger } from "../study/open-ledger.ts"
import { splitTrial, trialOf } from "../study/trial-of.ts"
import { verb } from "../verb.ts"

/** Reports a step of a trial that `ask` handed out, and prints what to do: continue, stop, pause, or update with the new values. */
export const reportStep = verb({
  args: "<trial> <step> <metrics...>",
  example: "diapason report-step shell#0 3 val_loss=0.4",
  flags: { store: commonFlags.store, dir: commonFlags.dir, json: commonFlags.json },
  run(f, [named, step, words], io) {
    const { study, trial } = splitTrial(named as string)
    const metrics = readMetrics(words as readonly string[])
    if (!/^\d+$/.test(step as string))
      throw fault("D140", { flag: "report-step", text: step as string, expected: "a step, a whole number," })
    return withLedger(storeUrl(f, io.env), { study, trial }, (ledger, store) =>
      report({ ledger, store, dir: dirOf(f) }, trialOf(ledger, trial), Number(step), metrics, { json: f.json === true, io }),
    )
  },
})
