import { fault, isShells, retryEvent, type Ledger, type Trial } from "@diapason/core"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { trialsFlags } from "../flags/trials.ts"
import { wishOf } from "../control/person.ts"
import { withShellTrial } from "../control/shell-trial.ts"
import { namedTrials, someTrials } from "../control/some-trials.ts"
import { dirOf, storeUrl, withLedger } from "../study/open-ledger.ts"
import { verb } from "../verb.ts"

/**
 * Failed trials wait for another attempt under the same number; a running conductor takes them up, or the next `tune` or `ask`. What
 * `ask` handed out and nobody will tell is put back the same way.
 */
export const retry = verb({
  args: "<trials...>",
  example: "diapason retry failed --kind oom",
  flags: {
    store: commonFlags.store,
    dir: commonFlags.dir,
    json: commonFlags.json,
    reason: commonFlags.reason,
    kind: trialsFlags.kind,
    sameSeed: trialsFlags.sameSeed,
  },
  run(f, [words], io) {
    const named = namedTrials(words as readonly string[], "retry")
    return withLedger(storeUrl(f, io.env), { study: named.study, trial: named.names[0] }, async (ledger, store) => {
      const wish = wishOf(f)
      const { name } = ledger.definition
      const trials = someTrials(ledger, named.names).filter(
        (trial) => f.kind === undefined || (trial.state === "failed" && trial.failure.kind === f.kind),
      )
      for (const trial of trials) mustBeOver(ledger, trial)
      const again = trials.filter(({ state }) => state === "failed").map((trial) => retryEvent(trial, f.sameSeed === true, wish))
      if (again.length > 0) await store.append(name, again)
      for (const trial of trials.filter(({ state }) => state === "running"))
        await withShellTrial({ ledger, store, dir: dirOf(f) }, trial, (session) =>
          session.fail(trial.number, { kind: "interrupted", message: `put back: ${wish.why} (${wish.by})` }),
        )
      const numbers = trials.map(({ number }) => number)
      if (f.json === true) io.out(JSON.stringify({ schema: "diapason.retry/1", study: name, trials: numbers, ...wish }))
      else
        io.out(
          `  ${name}: ${numbers.length === 0 ? "nothing to retry" : `${numbers.map((n) => `#${n}`).join(" ")} wait for another attempt`}`,
        )
      return exit.done
    })
  },
})

function mustBeOver(ledger: Ledger, trial: Trial): void {
  if (trial.state === "failed" || (trial.state === "running" && isShells(ledger, trial))) return
  throw fault("D233", { trial: trial.number, state: trial.state })
}
