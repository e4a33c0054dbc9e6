import { enqueueEvents, fault, fitting, inSpace, leaves, type GivenConfig } from "@diapason/core"
import { wordOf } from "@diapason/executors"
import { configsIn, configsOf } from "../control/given-configs.ts"
import { wishOf } from "../control/person.ts"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { trialsFlags } from "../flags/trials.ts"
import { storeUrl, withLedger } from "../study/open-ledger.ts"
import { readConfig } from "../tune/baseline.ts"
import { verb } from "../verb.ts"

/** Puts hand-picked configurations into the queue: they are tried before the sampler is asked again. */
export const enqueue = verb({
  args: "[words...]",
  example: "diapason enqueue lr=3e-4 bs=32",
  flags: {
    store: commonFlags.store,
    dir: commonFlags.dir,
    json: commonFlags.json,
    from: trialsFlags.fromConfigs,
    fromStudy: trialsFlags.fromStudy,
    top: trialsFlags.top,
    label: trialsFlags.label,
    reason: commonFlags.reason,
  },
  run(f, [words], io) {
    const study = (words as readonly string[]).find((word) => !word.includes("=") && !word.startsWith("{"))
    const values = (words as readonly string[]).filter((word) => word !== study).join(" ")
    return withLedger(storeUrl(f, io.env), study, async (ledger, store) => {
      const { space, definition } = ledger
      const typed: readonly GivenConfig[] =
        values === "" ? [] : [{ config: inSpace(space, readConfig("enqueue", values)), from: "the command line" }]
      const read = f.from === undefined ? [] : configsIn(f.from)
      const found = f.fromStudy === undefined ? [] : await configsOf(store, f.fromStudy, f.top ?? 5)
      const { fit, leftOut } = fitting(space, [...typed, ...read, ...found])
      if (typed.length + read.length + found.length === 0)
        throw fault("D140", { flag: "enqueue", text: "(nothing)", expected: "values as in lr=3e-4, --from or --from-study" })
      const events = enqueueEvents(fit, f.label, wishOf(f))
      if (events.length > 0) await store.append(definition.name, events)
      const waiting = ledger.baselines.length + fit.length
      const enqueued = fit.map(({ config, from }) => ({ config, from }))
      const document = { schema: "diapason.enqueue/1", study: definition.name, enqueued, leftOut, waiting }
      if (f.json === true) io.out(JSON.stringify(document))
      else
        for (const { config } of fit)
          io.out(
            `  queued  ${leaves(space, config)
              .map(({ path, value }) => `${path} ${wordOf(value)}`)
              .join("  ")}`,
          )
      for (const { from, why } of leftOut) io.err(`  left out ${from}: ${why}`)
      return fit.length > 0 ? exit.done : exit.usage
    })
  },
})
