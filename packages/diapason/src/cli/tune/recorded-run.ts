import { existsSync } from "node:fs"
import { resolve } from "node:path"
import type { Json, SessionFacts } from "@diapason/core"
import { objectsAt } from "@diapason/executors"
import { configFile, type ConfigFile } from "../config/config-file.ts"
import { soundsSecret } from "./secret-names.ts"

/** How the trials of a study are run, as its record has it: enough for a worker elsewhere. */
export interface RecordedRun {
  /** The settings that concern running, with the command. */
  readonly settings: ConfigFile
  /** The folder that it was begun in, where this machine has it too. */
  readonly folder: string | undefined
  /** Variables that the command is given and whose values are no business of the record: they are taken from the worker's own. */
  readonly secrets: readonly string[]
}

/** What the record of a session keeps of how trials are run, under the name `run`. Values of secret variables stay out, their names are kept. */
export function runFacts(values: ConfigFile, command: readonly string[], dir: string): Readonly<Record<string, Json>> {
  const { env = {}, secrets: named = [], checkpoints } = values
  const secrets = Object.keys(env).filter((name) => named.includes(name) || soundsSecret(name))
  const open = Object.fromEntries(Object.entries(env).filter(([name]) => !secrets.includes(name)))
  // A shared folder that was named from here has the same path on other hosts.
  const at = checkpoints?.at === undefined ? {} : { checkpoints: { ...checkpoints, at: objectsAt(checkpoints.at).at } }
  const kept = Object.entries({ ...values, ...at, env: open, command }).filter(
    ([key, value]) => key in runSettings.shape && value !== undefined && !(key === "env" && Object.keys(open).length === 0),
  )
  return {
    settings: Object.fromEntries(kept) as Record<string, Json>,
    folder: process.cwd(),
    dir: resolve(dir),
    ...(secrets.length > 0 && { secrets }),
  }
}

/** What a session gives to each of its trials, beside a slot: what they use is counted from it. */
export const grantsOf = ({ resources }: Pick<ConfigFile, "resources">): Readonly<Record<string, Json>> =>
  resources?.gpus === undefined ? {} : { grants: { gpus: resources.gpus } }

/** The run of the newest session that has recorded one; undefined where none has. Throws nothing: what is not understood counts as not there. */
export function recordedRun(sessions: Iterable<Pick<SessionFacts, "facts">>): RecordedRun | undefined {
  const run = [...sessions].map(({ facts }) => facts["run"] as Recorded | undefined).findLast((one) => one !== undefined)
  const read = runSettings.safeParse(run?.settings)
  if (run === undefined || !read.success) return undefined
  const folder = typeof run.folder === "string" && existsSync(run.folder) ? run.folder : undefined
  const dir = folder !== undefined && typeof run.dir === "string" ? run.dir : undefined
  return {
    settings: { ...read.data, ...(dir !== undefined && { dir }) },
    folder,
    secrets: Array.isArray(run.secrets) ? run.secrets.map(String) : [],
  }
}

interface Recorded {
  readonly settings?: unknown
  readonly folder?: unknown
  readonly dir?: unknown
  readonly secrets?: unknown
}

/** The settings that say how a trial is run and what becomes of it. Unknown ones, of a later version, are left out. */
const runSettings = configFile
  .pick({
    command: true,
    params_via: true,
    booleans: true,
    shell: true,
    workdir: true,
    env: true,
    metrics: true,
    capture: true,
    resources: true,
    timeout: true,
    retry: true,
    circuit_breaker: true,
    checkpoints: true,
  })
  .strip()
