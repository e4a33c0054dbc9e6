import { flags } from "../flags.ts"
import { verb } from "../verb.ts"

/** Slots for the studies of a store or a server: what a cluster's job starts, as many of them as there are machines. */
export const worker = verb({
  args: "[command...]",
  example: "diapason worker --study train-3f9a --slots auto --until-idle 2s",
  flags: {
    study: flags.workedOn,
    store: flags.store,
    server: flags.server,
    token: flags.bearerToken,
    slots: flags.slots,
    untilIdle: flags.untilIdle,
    labels: flags.labels,
    lease: flags.handedFor,
    config: flags.config,
    paramsVia: flags.paramsVia,
    booleans: flags.booleans,
    shell: flags.shell,
    timeout: flags.timeout,
    gpusPerTrial: flags.gpusPerTrial,
    cpusPerTrial: flags.cpusPerTrial,
    memoryPerTrial: flags.memoryPerTrial,
    dir: flags.dir,
    reporter: flags.reporter,
    json: flags.json,
  },
  run: async (f, [words], io) => (await import("../worker/run-worker.ts")).runWorker(f, words as readonly string[], io),
})
