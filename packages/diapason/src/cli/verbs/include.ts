import { exit } from "../exit.ts"
import { flags } from "../flags.ts"
import { wishOf } from "../control/person.ts"
import { namedTrials, someTrials } from "../control/some-trials.ts"
import { storeUrl, withLedger } from "../study/open-ledger.ts"
import { verb } from "../verb.ts"

/** Brings back what `exclude` has hidden. */
export const include = verb({
  args: "<trials...>",
  example: "diapason include 17",
  flags: { store: flags.store, dir: flags.dir, json: flags.json, reason: flags.reason },
  run(f, [words], io) {
    const named = namedTrials(words as readonly string[], "include")
    return withLedger(storeUrl(f, io.env), named.study, async (ledger, store) => {
      const wish = wishOf(f)
      const { name } = ledger.definition
      const trials = someTrials(ledger, named.names).map(({ number }) => number)
      await store.append(
        name,
        trials.map((trial) => ({ kind: "trial.included" as const, trial, ...wish })),
      )
      if (f.json === true) io.out(JSON.stringify({ schema: "diapason.include/1", study: name, trials, ...wish }))
      else io.out(`  ${name}: ${trials.map((n) => `#${n}`).join(" ")} counted again`)
      return exit.done
    })
  },
})
