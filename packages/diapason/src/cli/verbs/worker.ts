import { hostname } from "node:os"
import { fault } from "@diapason/core"
import { openStore } from "@diapason/stores"
import { systemClock } from "../../host/system-clock.ts"
import { environmentLayer } from "../config/environment-layer.ts"
import { flagsLayer } from "../config/flags-layer.ts"
import type { Layer } from "../config/layers.ts"
import { exit } from "../exit.ts"
import { flags } from "../flags.ts"
import type { Io } from "../io.ts"
import { dirOf, storeUrl } from "../study/open-ledger.ts"
import { verb } from "../verb.ts"
import { deedsText } from "../worker/deeds.ts"
import { notices } from "../worker/notices.ts"
import { workOnStudies } from "../worker/store-studies.ts"
import type { Work, Worked } from "../worker/work.ts"

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
  async run(f, [words], io) {
    const quiet = f.json === true || f.reporter === "quiet"
    const own = flagsLayer({ ...f, jobs: f.slots, store: undefined }, words as readonly string[])
    const files = f.config === undefined ? [] : await fileLayers(f.config, io)
    if (f.server !== undefined && f.store !== undefined)
      throw fault("D140", { flag: "--server", text: f.server, expected: "a server or a --store, not both" })
    const asked = notices((how) => io.err(`  ${told[how]}`))
    const work: Work = {
      study: f.study,
      given: [...files, placeless(environmentLayer(io.env)), own],
      untilIdle: f.untilIdle,
      facts: f.labels === undefined ? {} : { labels: f.labels },
      dir: dirOf(f),
      clock: systemClock,
      io,
      notices: asked,
      say: (text) => io.err(text),
      talks: !quiet,
    }
    try {
      const came = f.server === undefined ? await onStore(work, storeUrl(f, io.env)) : []
      return conclude(came, asked.code(), f.json === true, io)
    } finally {
      asked.dispose()
    }
  },
})

const told = {
  preempt: "the machine is needed: what runs is asked to save and put back; nothing new is started",
  drain: "nothing new is started; Ctrl-C again ends what runs now and puts it back",
  interrupt: "ended now and put back",
} as const

async function onStore(work: Work, url: string): Promise<readonly Worked[]> {
  const store = await openStore(url)
  try {
    return await workOnStudies(work, store)
  } finally {
    await store.close()
  }
}

/** Only loaded where a file is named: what a study is run with stands in its record. */
async function fileLayers(file: string, io: Io): Promise<readonly Layer[]> {
  const { readConfigFile } = await import("../config/read-file.ts")
  return readConfigFile(file, io.env)
}

/** Without the name of a study, which is said by a flag alone. */
const placeless = ({ values: { parallel }, origin }: Layer): Layer => ({ values: parallel === undefined ? {} : { parallel }, origin })

/** Says what it did, and gives the exit code; throws the error of a study that could only have wasted its budget. */
function conclude(came: readonly Worked[], signalled: number | undefined, json: boolean, io: Io): number {
  const broken = came.find(({ error }) => error !== undefined)
  if (json)
    io.out(
      JSON.stringify({
        schema: "diapason.worker/1",
        studies: came.map(({ study, outcome, why, deeds }) => ({ study, outcome, why, attempts: deeds })),
      }),
    )
  else for (const { study, why, deeds } of came) io.err(`  ${study}   ended: ${why}   ${deedsText(deeds)} on ${hostname()}`)
  if (!json && came.length === 0) io.err("  there was nothing to do")
  if (broken?.error !== undefined) throw broken.error
  return signalled ?? exit.done
}
