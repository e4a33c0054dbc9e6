import { resolve } from "node:path"
import { availableParallelism } from "node:os"
import { fault, type Executor, type Json, type Space, type Wanted } from "@diapason/core"
import type { ConfigFile } from "../config/config-file.ts"
import { merge, type Layer } from "../config/layers.ts"
import { executorOf } from "../tune/executor-of.ts"
import { grantsOf, type RecordedRun } from "../tune/recorded-run.ts"
import { onThisMachine } from "../tune/resources.ts"
import { runSettingsOf, type RunSettings } from "../tune/run-settings.ts"
import { splitWords } from "../tune/split-words.ts"
import { visibleCheckpoints } from "./visible-checkpoints.ts"

/** What a worker knows of a study. */
interface KnownStudy {
  readonly name: string
  readonly space: Space
  readonly definition: Pick<Wanted, "objectives" | "adapt" | "fidelity" | "command">
  readonly recorded: RecordedRun | undefined
}

/** How a worker runs trials of a study. */
interface StudyRun {
  readonly executor: Executor
  readonly command: readonly string[]
  readonly run: RunSettings
  /** What each trial is given, for the record. */
  readonly grants: Readonly<Record<string, Json>>
  /** What a person should know. */
  readonly notes: readonly string[]
}

/**
 * How the trials of a study are run here: as its record has it, where the worker was given nothing else (`given`, nearest last). Throws
 * D452 without a command, D453 where a secret is missing, D140, D165, D166.
 */
export async function studyRun(
  { name, space, definition, recorded }: KnownStudy,
  given: readonly Layer[],
  env: Readonly<Record<string, string | undefined>>,
  defaultDir: string,
): Promise<StudyRun> {
  const { settings = {}, folder, secrets = [] } = recorded ?? {}
  const base: ConfigFile = { ...(definition.command !== undefined && { command: [...definition.command] }), ...settings }
  const { values } = merge([{ values: base, origin: () => `the record of ${name}` }, ...given])
  const { command = [] } = values
  if (command.length === 0) throw fault("D452", { study: name })
  const missing = secrets.filter((secret) => env[secret] === undefined && values.env?.[secret] === undefined)
  if (missing.length > 0) throw fault("D453", { study: name, names: missing })
  const own = merge(given).values
  // Who brings a command of its own runs it here.
  const asThere = folder !== undefined && own.command === undefined && own.workdir === undefined
  const workdir = asThere ? resolve(folder, values.workdir ?? ".") : values.workdir
  const here = { ...values, ...(workdir !== undefined && { workdir }) }
  const asked = runSettingsOf(here, defaultDir)
  const run = await onThisMachine(asked, here, env)
  const cores = values.parallel?.slots === "auto" && run.processes.resources?.gpus === undefined
  const words = typeof command !== "string" ? command : values.shell === true ? [command] : splitWords(command)
  const mine: RunSettings = cores ? { ...run, slots: coresFor(values.resources?.cpus) } : run
  const notes = recorded !== undefined && folder === undefined && own.command === undefined && values.workdir === undefined ? elsewhere : []
  return {
    executor: visibleCheckpoints(executorOf({ command: words, space, definition }, mine)),
    command: words,
    run: mine,
    grants: grantsOf(values),
    notes,
  }
}

const elsewhere = ["the folder that the study was begun in is not on this machine; its command runs in this one"]

const coresFor = (cpus = 1): number => Math.max(1, Math.floor(availableParallelism() / cpus))
