import { choose } from "@diapason/algorithms"
import { readMind, type EventStore } from "@diapason/core"
import { openStore } from "@diapason/stores"
import { recallFor } from "../../memory/recall-for.ts"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { runFlags } from "../flags/run.ts"
import { trackFlags } from "../flags/track.ts"
import type { Io } from "../io.ts"
import { reporterOf } from "../live/reporter-of.ts"
import { defaultDir, namesOf, storeUrl } from "../study/open-ledger.ts"
import { detach } from "../tune/detach.ts"
import { printDryRun, settled } from "../tune/dry-run.ts"
import { failIf } from "../tune/fail-if.ts"
import { perform } from "../tune/perform.ts"
import { recordFacts } from "../tune/record-facts.ts"
import { whereItRuns } from "../tune/resources.ts"
import { runSettingsOf } from "../tune/run-settings.ts"
import { settingsOf, type Settings } from "../tune/settings.ts"
import { wholeStudyFlags } from "../tune/whole-study-flags.ts"
import { handToServer } from "../tune/hand-to-server.ts"
import { serverUrl } from "../worker/server-url.ts"
import { freshName } from "../tune/study-name.ts"
import { tuningOf, type Tuning } from "../tune/wanted.ts"
import { knownName } from "../tune/why-new.ts"
import { verb } from "../verb.ts"

/** Creates a study, or goes on with it, and runs its trials. */
export const tune = verb({
  args: "[command...]",
  example: "diapason tune -p lr=1e-5..1e-1:log -p bs=16,32,64 --minimize val_loss --trials 20 -- python train.py",
  flags: {
    ...wholeStudyFlags,
    keepBest: commonFlags.keepBest,
    quota: commonFlags.quota,
    keepAt: commonFlags.keepAt,
    timeout: runFlags.timeout,
    track: trackFlags.track,
    canary: runFlags.canary,
    extend: runFlags.extend,
    fresh: runFlags.fresh,
    dryRun: commonFlags.dryRun,
    detach: runFlags.detach,
    server: runFlags.server,
    token: runFlags.bearerToken,
    open: commonFlags.open,
    failIf: runFlags.failIf,
    reporter: runFlags.reporter,
    json: commonFlags.json,
  },
  async run(f, [words], io) {
    const failing = failIf(f.failIf ?? [])
    const settings = await settingsOf(f, words as readonly string[], io)
    const tuning = tuningOf(settings, f)
    if (f.server !== undefined) return handOver(f, settings, tuning, io)
    const run = await whereItRuns(runSettingsOf(settings.values, defaultDir), settings.values, io.env)
    const json = f.json === true
    const store = await openStore(storeUrl(settings.values, io.env))
    try {
      const said = settings.values.name !== undefined || tuning.replays !== undefined
      const found = said || f.fresh === true ? tuning.wanted.name : await knownName(store, tuning, f.extend === true)
      const name = f.fresh === true ? await freshName(store, found) : found
      const named: Tuning = { ...tuning, wanted: { ...tuning.wanted, name } }
      if (f.dryRun === true) return await dryRun(settings, named, store, json, io)
      if (f.detach === true) return leave(detach(process.argv.slice(1), name, run.dir), name, json, io)
      const reporter = await reporterOf(f.reporter, json, io)
      const { facts, notes } = await recordFacts(settings.values, tuning.command, run.dir)
      for (const note of [...settings.notes, ...run.notes, ...notes, ...(tuning.notes ?? [])]) reporter.say(`  note  ${note}`)
      return await perform({
        tuning: named,
        store,
        run,
        facts,
        reporter,
        io,
        json,
        failing,
        extend: f.extend === true,
        open: f.open === true,
      })
    } finally {
      await store.close()
    }
  },
})

/** The study is the server's; its trials are run by workers, of which this machine is one unless it leaves. */
async function handOver(
  f: {
    readonly server: string | undefined
    readonly token: string | undefined
    readonly detach?: boolean | undefined
    readonly json?: boolean | undefined
  },
  { values }: Settings,
  tuning: Tuning,
  io: Io,
): Promise<number> {
  const server = serverUrl(f.server!)
  const { name } = tuning.wanted
  const { facts } = await recordFacts(values, tuning.command, values.dir ?? defaultDir)
  const created = await handToServer({ server, token: f.token ?? io.env["DIAPASON_TOKEN"], tuning, run: facts["run"]! })
  const worker = `diapason worker --server ${server} --study ${name}`
  if (f.detach !== true) {
    const { runWorker } = await import("../worker/run-worker.ts")
    const slots = values.parallel?.slots ?? 1
    return runWorker({ study: name, server, token: f.token, slots: slots === "auto" ? -1 : slots, json: f.json, dir: values.dir }, [], io)
  }
  if (f.json === true) io.out(JSON.stringify({ schema: "diapason.handed/1", study: name, server, created }))
  else io.out(`  ${name} ${created ? "is" : "was already"} on ${server}\n  ${worker} --slots auto   runs its trials`)
  return exit.done
}

/** Where the study goes on, and how it is looked at. */
function leave({ pid, log }: ReturnType<typeof detach>, study: string, json: boolean, io: Io): number {
  if (json) io.out(JSON.stringify({ schema: "diapason.detached/1", study, pid, log }))
  else io.out(`  ${study} goes on without this terminal, as process ${pid}; it writes to ${log}\n  diapason watch ${study}   shows it`)
  return exit.done
}

/** Says what would be used, and starts nothing: what could not run is refused here too. */
async function dryRun(settings: Settings, tuning: Tuning, store: EventStore, json: boolean, io: Io): Promise<number> {
  const { name } = tuning.wanted
  const mind = (await namesOf(store)).includes(name) ? await readMind(store, name, choose) : undefined
  if (!json) for (const note of tuning.notes ?? []) io.err(`  note  ${note}`)
  const { teaching } = mind?.ledger ?? {}
  const memory =
    mind === undefined ? await recallFor(store, tuning.wanted, tuning.transfer) : teaching && { accounts: teaching.accounts, notes: [] }
  const about = { study: name, resumes: mind !== undefined, memory: memory && { accounts: memory.accounts, notes: memory.notes } }
  printDryRun(settled(settings, tuning.wanted, mind?.ledger), about, json, io)
  return exit.done
}
