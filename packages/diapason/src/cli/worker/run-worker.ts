import { randomBytes } from "node:crypto"
import { hostname } from "node:os"
import { fault } from "@diapason/core"
import { openStore } from "@diapason/stores"
import { guard } from "@diapason/executors"
import { guardProgram } from "../../host/guard-program.ts"
import { systemClock } from "../../host/system-clock.ts"
import { environmentLayer } from "../config/environment-layer.ts"
import { flagsLayer, type SettingFlags } from "../config/flags-layer.ts"
import type { Layer } from "../config/layers.ts"
import { exit } from "../exit.ts"
import type { Io } from "../io.ts"
import { dirOf, storeUrl } from "../study/open-ledger.ts"
import { deedsText } from "./deeds.ts"
import { guardedStore } from "./guarded-store.ts"
import { notices } from "./notices.ts"
import { passes } from "./patience.ts"
import { workOnStudies } from "./store-studies.ts"
import { serverUrl } from "./server-url.ts"
import type { Work, Worked } from "./work.ts"

/** What a worker is told by flags. */
interface WorkerFlags extends Omit<SettingFlags, "store" | "name" | "jobs"> {
  readonly study: string | undefined
  readonly store?: string | undefined
  readonly server: string | undefined
  readonly token: string | undefined
  readonly slots?: number | undefined
  readonly untilIdle?: number | undefined
  readonly labels?: Readonly<Record<string, string>> | undefined
  readonly lease?: number | undefined
  readonly config?: string | undefined
  readonly reporter?: "live" | "lines" | "quiet" | undefined
  readonly json?: boolean | undefined
}

/** Runs trials of a store's or a server's studies until there are none, or it is told to leave. Gives the exit code. */
export async function runWorker(f: WorkerFlags, words: readonly string[], io: Io): Promise<number> {
  const quiet = f.json === true || f.reporter === "quiet"
  const own = flagsLayer({ ...f, jobs: f.slots, store: undefined }, words)
  const files = f.config === undefined ? [] : await fileLayers(f.config, io)
  if (f.server !== undefined && f.store !== undefined)
    throw fault("D140", { flag: "--server", text: f.server, expected: "a server or a --store, not both" })
  const watch = guard(guardProgram)
  const asked = notices((how) => io.err(`  ${told[how]}`))
  let unable: Error | undefined
  const work: Work = {
    study: f.study,
    given: [...files, placeless(environmentLayer(io.env)), own],
    untilIdle: f.untilIdle,
    facts: f.labels === undefined ? {} : { labels: f.labels },
    dir: dirOf(f),
    guard: watch,
    clock: systemClock,
    io,
    notices: asked,
    unable: (why) => {
      unable ??= fault("D409", { store: dirOf(f), detail: why })
      asked.drain()
    },
    say: (text) => io.err(text),
    talks: !quiet,
  }
  try {
    const came = f.server === undefined ? await onStore(work, storeUrl(f, io.env)) : [await onServer(work, f, io)]
    if (unable !== undefined) throw unable as Error
    return conclude(came, asked.code(), f.json === true, io)
  } catch (error) {
    // Who had to leave anyway is run again, whatever did not answer meanwhile.
    const code = asked.code()
    if (code === undefined || !passes(error)) throw error
    io.err(`  note ${error.code}  ${error.words.what}`)
    return code
  } finally {
    asked.dispose()
    watch.close()
  }
}

const told = {
  preempt: "the machine is needed: what runs is asked to save and put back; nothing new is started",
  drain: "nothing new is started; Ctrl-C again ends what runs now and puts it back",
  interrupt: "ended now and put back",
} as const

interface ServerFlags {
  readonly server: string | undefined
  readonly token: string | undefined
  readonly lease?: number | undefined
}

/** Throws D140 for what is no address, and without a study. */
async function onServer(work: Work, { server, token, lease = 300_000 }: ServerFlags, io: Io): Promise<Worked> {
  const url = serverUrl(server!)
  const { study } = work
  if (study === undefined) throw fault("D140", { flag: "--study", text: "", expected: "the study of the server to work on" })
  const [{ httpRemote }, { workOnServer }] = await Promise.all([import("./server/http-remote.ts"), import("./server/on-server.ts")])
  const worker = `${hostname()}-${process.pid}-${randomBytes(4).toString("hex")}`
  const remote = httpRemote({ url, study, token: token ?? io.env["DIAPASON_TOKEN"], worker })
  return workOnServer(work, { remote, study, worker, lease: Math.max(1000, lease) })
}

async function onStore(work: Work, url: string): Promise<readonly Worked[]> {
  const store = await openStore(url)
  try {
    return await workOnStudies(work, guardedStore(store, work.guard))
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
