import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { storeUrl, withLedger } from "../study/open-ledger.ts"
import { wishOf } from "../control/person.ts"
import { verb } from "../verb.ts"

/** Takes back a pause, and a stop that has not come to its end. */
export const resume = verb({
  args: "[study]",
  example: "diapason resume",
  flags: { store: commonFlags.store, dir: commonFlags.dir, json: commonFlags.json, reason: commonFlags.reason },
  run: (f, [study], io) =>
    withLedger(storeUrl(f, io.env), study as string | undefined, async (ledger, store) => {
      const wish = wishOf(f)
      const { definition, sessions } = ledger
      const runners = [...sessions.values()].filter((s) => s.closed === undefined && s.lease !== "none").length
      await store.append(definition.name, [{ kind: "study.resumed", ...wish }])
      const document = { schema: "diapason.resume/1", study: definition.name, paused: false, runners, ...wish }
      if (f.json === true) io.out(JSON.stringify(document))
      else
        io.out(
          `  ${definition.name} goes on${runners === 0 ? "; nothing runs it now: the command that began it does, or diapason ask" : ""}`,
        )
      return exit.done
    }),
})
