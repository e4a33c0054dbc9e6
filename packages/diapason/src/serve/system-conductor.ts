import { resolve } from "node:path"
import { flawOf, holderAlive, isOfTrial, liesIn, objectsAt, placesOf, samplerThread, sweep, thisHolder } from "@diapason/executors"
import type { Conductor } from "@diapason/server"
import { offloading } from "../host/offloading.ts"
import { addressFlaw } from "../host/saved-flaw.ts"
import { samplerProgram } from "../host/sampler-program.ts"
import { recallFor } from "../memory/recall-for.ts"
import { usualTransfer } from "../memory/usual-transfer.ts"
import { version } from "../host/version.ts"

/**
 * How a server of this machine hands out trials: samplers that take their time think in a thread, so that no report waits for them.
 * `dir`: the folder for logs, checkpoints and artifacts of trials; `keepAt`: where they are kept apart from the machines that made them.
 * Throws D140.
 */
export function systemConductor(dir: string, keepAt?: string): Conductor & { close(): Promise<void> } {
  const objects = keepAt === undefined ? undefined : objectsAt(keepAt)
  const thread = samplerThread(samplerProgram)
  return {
    holder: thisHolder(),
    host: {
      alive: holderAlive,
      sweep: (left) => sweep(left, dir),
      // What lies elsewhere is kept by whoever runs the trials.
      flaw: async (saved) => {
        if (objects?.holds(saved.path) === true) return await addressFlaw(saved.path)
        return liesIn(saved.path, resolve(dir)) ? await flawOf(saved) : undefined
      },
    },
    choose: offloading(thread),
    ...(objects !== undefined && {
      keptArtifact: async (study, trial, address) => (isOfTrial(objects, address, study, trial) ? await objects.read(address) : undefined),
    }),
    recall: async (store, wanted) => (await recallFor(store, wanted, usualTransfer(store)))?.taught,
    facts: { diapason: version, node: process.version, platform: `${process.platform}-${process.arch}`, command: "serve" },
    trialFolder: (study, trial) => placesOf(dir, { study, trial, attempt: 1 }).folder,
    mayKeep: (study, trial, path) =>
      !liesIn(path, resolve(dir), true) || liesIn(path, placesOf(dir, { study, trial, attempt: 1 }).checkpoints),
    close: () => thread.close(),
  }
}
