import { commonFlags } from "../flags/common.ts"
import { runFlags } from "../flags/run.ts"
import { serveFlags } from "../flags/serve.ts"
import { verb } from "../verb.ts"

/** Slots for the studies of a store or a server: what a cluster's job starts, as many of them as there are machines. */
export const worker = verb({
  args: "[command...]",
  example: "diapason worker --study train-3f9a --slots auto --until-idle 2s",
  flags: {
    study: runFlags.workedOn,
    store: commonFlags.store,
    server: runFlags.server,
    token: runFlags.bearerToken,
    slots: runFlags.slots,
    untilIdle: runFlags.untilIdle,
    labels: runFlags.labels,
    lease: serveFlags.handedFor,
    config: commonFlags.config,
    paramsVia: runFlags.paramsVia,
    booleans: runFlags.booleans,
    shell: runFlags.shell,
    timeout: runFlags.timeout,
    gpusPerTrial: runFlags.gpusPerTrial,
    cpusPerTrial: runFlags.cpusPerTrial,
    memoryPerTrial: runFlags.memoryPerTrial,
    dir: commonFlags.dir,
    reporter: runFlags.reporter,
    json: commonFlags.json,
  },
  run: async (f, [words], io) => (await import("../worker/run-worker.ts")).runWorker(f, words as readonly string[], io),
})
