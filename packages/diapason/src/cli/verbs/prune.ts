import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { askFirst } from "../control/ask-first.ts"
import { lossText, pruneTrials } from "../control/end-trials.ts"
import { wishOf } from "../control/person.ts"
import { namedTrials, someTrials } from "../control/some-trials.ts"
import { dirOf, storeUrl, withLedger } from "../study/open-ledger.ts"
import { verb } from "../verb.ts"

/** Ends trials early, recorded as a person's decision: they keep what they have reported, and have not failed. */
export const prune = verb({
  args: "<trials...>",
  example: "diapason prune shell#0 --reason 'it diverges' --yes",
  flags: { store: commonFlags.store, dir: commonFlags.dir, json: commonFlags.json, reason: commonFlags.reason, yes: commonFlags.yes },
  run(f, [words], io) {
    const named = namedTrials(words as readonly string[], "prune")
    return withLedger(storeUrl(f, io.env), { study: named.study, trial: named.names[0] }, async (ledger, store) => {
      const wish = wishOf(f)
      const trials = someTrials(ledger, named.names)
      if (
        !(await askFirst(
          trials.map((trial) => lossText(trial, io.now())),
          f.yes,
          io,
        ))
      )
        return exit.usage
      await pruneTrials({ ledger, store, dir: dirOf(f) }, trials, wish)
      const { name } = ledger.definition
      const numbers = trials.map(({ number }) => number)
      if (f.json === true) io.out(JSON.stringify({ schema: "diapason.prune/1", study: name, trials: numbers, ...wish }))
      else io.out(`  ${name}: ${numbers.map((n) => `#${n}`).join(" ")} ended early; what was reported is kept`)
      return exit.done
    })
  },
})
