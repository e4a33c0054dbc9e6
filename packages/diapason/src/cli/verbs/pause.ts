import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { storeUrl, withLedger } from "../study/open-ledger.ts"
import { wishOf } from "../control/person.ts"
import { verb } from "../verb.ts"

/** Nothing new is handed out until the study is resumed; what runs goes on. */
export const pause = verb({
  args: "[study]",
  example: "diapason pause --reason 'the GPU is needed elsewhere'",
  flags: { store: commonFlags.store, dir: commonFlags.dir, json: commonFlags.json, reason: commonFlags.reason },
  run: (f, [study], io) =>
    withLedger(storeUrl(f, io.env), study as string | undefined, async (ledger, store) => {
      const wish = wishOf(f)
      const { name } = ledger.definition
      await store.append(name, [{ kind: "study.paused", ...wish }])
      const running = [...ledger.running]
      if (f.json === true) io.out(JSON.stringify({ schema: "diapason.pause/1", study: name, paused: true, running, ...wish }))
      else io.out(`  ${name} is paused: nothing new is handed out${running.length > 0 ? `; ${running.length} running go on` : ""}`)
      return exit.done
    }),
})
