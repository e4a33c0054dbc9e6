import { fault, type Failure } from "@diapason/core"
import { mustHoldObjectives, readMetrics } from "../control/metrics.ts"
import { reportStep } from "../control/report-step.ts"
import { withShellTrial } from "../control/shell-trial.ts"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { trialsFlags } from "../flags/trials.ts"
import { dirOf, storeUrl, withLedger } from "../study/open-ledger.ts"
import { splitTrial, trialOf } from "../study/trial-of.ts"
import { valuesText } from "../text/best-text.ts"
import { verb } from "../verb.ts"

/** Ends a trial that `ask` handed out, with its values or its failure; with `--step` it only reports a step. */
export const tell = verb({
  args: "<trial> [metrics...]",
  example: "diapason tell shell#0 val_loss=0.31",
  flags: {
    store: commonFlags.store,
    dir: commonFlags.dir,
    json: commonFlags.json,
    step: trialsFlags.step,
    fail: trialsFlags.fail,
    message: trialsFlags.message,
  },
  run(f, [named, words], io) {
    const { study, trial: name } = splitTrial(named as string)
    const metrics = readMetrics((words ?? []) as readonly string[])
    return withLedger(storeUrl(f, io.env), { study, trial: name }, async (ledger, store) => {
      const at = { ledger, store, dir: dirOf(f) }
      const trial = trialOf(ledger, name)
      if (f.step !== undefined) return reportStep(at, trial, f.step, metrics, { json: f.json === true, io })
      if (trial.state !== "running") throw fault("D230", { trial: trial.number, state: trial.state, wanted: "tell" })
      if (f.fail === undefined) mustHoldObjectives(ledger, trial, metrics)
      const failure: Failure | undefined = f.fail && { kind: f.fail, message: f.message ?? `told as ${f.fail}` }
      return withShellTrial(at, trial, async (session) => {
        if (failure === undefined) await session.tell(trial.number, metrics)
        else await session.fail(trial.number, failure)
        const now = session.ledger.trials[trial.number]!
        const best = session.ledger.front.includes(trial.number)
        const failed = now.state === "failed" ? { failed: now.failure.kind } : {}
        const document = {
          schema: "diapason.tell/1",
          study: ledger.definition.name,
          trial: trial.number,
          state: now.state,
          best,
          ...failed,
        }
        if (f.json === true) io.out(JSON.stringify(document))
        else io.out(`  #${trial.number} ${now.state}  ${failed.failed ?? valuesText(session.ledger, now)}${best ? "   ← best so far" : ""}`)
        return exit.done
      })
    })
  },
})
