import { fault } from "@diapason/core"
import { openStore } from "@diapason/stores"
import { bundleLines } from "../../exchange/bundle.ts"
import { formFor } from "../../exchange/forms/export-form.ts"
import { exportForms } from "../../exchange/forms/exports.ts"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { exchangeFlags } from "../flags/exchange.ts"
import { ledgerOf, storeUrl, studyName } from "../study/open-ledger.ts"
import { verb } from "../verb.ts"

/** A study as its whole log, to be imported elsewhere bit for bit; its trials as tables for other programs; or a study for Optuna. */
export const exportVerb = verb({
  args: "[study]",
  example: "diapason export train-3f9a --to train.jsonl",
  flags: { to: exchangeFlags.to, name: commonFlags.name, store: commonFlags.store, dir: commonFlags.dir },
  async run(f, [wanted], io) {
    const asked = f.to === undefined ? undefined : formFor(f.to, exportForms)
    if (f.to !== undefined && asked === undefined)
      throw fault("D140", { flag: "--to", text: f.to, expected: `one of: ${exportForms.map(({ words }) => words).join("; ")}` })
    if (f.name !== undefined && asked?.form.renames !== true)
      throw fault("D140", { flag: "--name", text: f.name, expected: "--to optuna:FILE beside it" })
    const store = await openStore(storeUrl(f, io.env))
    try {
      const study = await studyName(store, wanted as string | undefined)
      if (asked === undefined) for await (const line of bundleLines(store, study)) io.out(line)
      else {
        const { says, notes = [] } = await asked.form.write(asked.place, {
          study,
          store,
          name: f.name,
          ledger: () => ledgerOf(store, study),
        })
        io.err(`  ${says} in ${asked.place}`)
        for (const one of notes) io.err(`  note  ${one}`)
      }
      return exit.done
    } finally {
      await store.close()
    }
  },
})
