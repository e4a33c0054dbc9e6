import { fault } from "@diapason/core"
import { openStore } from "@diapason/stores"
import { besideOf } from "../compare/beside-of.ts"
import { showGroups } from "../compare/groups.ts"
import { sidesOf } from "../compare/sides.ts"
import { showStudies } from "../compare/studies.ts"
import { compareTrials, meansTrial } from "../compare/trials.ts"
import { commonFlags } from "../flags/common.ts"
import { insightFlags } from "../flags/insight.ts"
import { storeUrl } from "../study/open-ledger.ts"
import { verb } from "../verb.ts"

/** Studies side by side at equal budgets, also in groups and in pairs; or trials of one study, what differs between them first. */
export const compare = verb({
  args: "<names...>",
  example: "diapason compare 12 17",
  flags: {
    at: insightFlags.at,
    by: insightFlags.by,
    target: insightFlags.target,
    store: commonFlags.store,
    dir: commonFlags.dir,
    json: commonFlags.json,
  },
  async run(f, [words], io) {
    const names = words as readonly string[]
    const url = storeUrl(f, io.env)
    if (f.by === undefined && names.length > 1 && names.every(meansTrial)) return await compareTrials(url, names, f.json === true, io)
    if (names.length < 2 && f.by === undefined && !names[0]!.includes("*"))
      throw fault("D140", {
        flag: "compare",
        text: names.join(" "),
        expected: "at least two studies, a pattern such as 'tpe-*', or two trials",
      })
    const store = await openStore(url)
    try {
      const beside = besideOf(store, f.at ?? "trials")
      const sides = await sidesOf(store, names, f.by, beside)
      const terms = { by: f.at ?? "trials", json: f.json === true, ...(f.target !== undefined && { target: f.target }) }
      return sides.grouped ? showGroups(sides, terms, io) : showStudies(sides, terms, io)
    } finally {
      await store.close()
    }
  },
})
