import { markEvents } from "@diapason/core"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { storeUrl, withLedger } from "../study/open-ledger.ts"
import { verb, type Verb } from "../verb.ts"
import { wishOf } from "./person.ts"
import { namedTrials, someTrials } from "./some-trials.ts"

/** A verb that hides trials, or takes that back: one event for each, `told` after their numbers. */
export const marked = (name: "exclude" | "include", example: string, told: string): Verb =>
  verb({
    args: "<trials...>",
    example,
    flags: { store: commonFlags.store, dir: commonFlags.dir, json: commonFlags.json, reason: commonFlags.reason },
    run(f, [words], io) {
      const named = namedTrials(words as readonly string[], name)
      return withLedger(storeUrl(f, io.env), { study: named.study, trial: named.names[0] }, async (ledger, store) => {
        const wish = wishOf(f)
        const study = ledger.definition.name
        const marked = someTrials(ledger, named.names)
        await store.append(study, markEvents(name === "exclude" ? "trial.excluded" : "trial.included", marked, wish))
        const trials = marked.map(({ number }) => number)
        if (f.json === true) io.out(JSON.stringify({ schema: `diapason.${name}/1`, study, trials, ...wish }))
        else io.out(`  ${study}: ${trials.map((n) => `#${n}`).join(" ")} ${told}`)
        return exit.done
      })
    },
  })
