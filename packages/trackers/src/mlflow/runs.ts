import type { Ledger, Signal } from "@diapason/core"
import { call, Unreached, type Answer, type MlflowServer } from "./api.ts"
import { pair, type Pair } from "./piece.ts"
import type { RunKey } from "./pieces.ts"

/** A run as the server has it. */
export interface Run {
  readonly id: string
  readonly artifacts: string
  /** The last event that has arrived there. */
  position: number
}

/** A study's runs on a server, by what they are of. */
export interface Runs {
  readonly experiment: string
  readonly known: Map<RunKey, Run>
}

/** Who the runs are of. */
export interface Owner {
  readonly server: MlflowServer
  /** Name of the experiment. */
  readonly experiment: string
  /** The hash of the study's first event. */
  readonly study: string
  readonly signal: Signal
}

/**
 * Finds what is there of a study: a run is created only where a search does not find it, as the answer to an earlier creation may have been
 * lost. Of two that were made so the one that has more stays.
 */
export async function findRuns(owner: Owner): Promise<Runs> {
  const experiment = await experimentOf(owner)
  const known = new Map<RunKey, Run>()
  const filter = `tags.\`diapason.id\` = '${owner.study}'`
  for (let page: string | undefined = ""; page !== undefined;) {
    const body = { experiment_ids: [experiment], filter, max_results: 1000, ...(page !== "" && { page_token: page }) }
    const found = taken(await call(owner.server, "POST", "runs/search", body, owner.signal))
    for (const run of (found["runs"] ?? []) as readonly WireRun[]) await enter(owner, known, run)
    page = (found["next_page_token"] as string | undefined) || undefined
  }
  return { experiment, known }
}

/** The run of a key, created where it is not there. */
export async function runOf(owner: Owner, runs: Runs, key: RunKey, ledger: Ledger): Promise<Run> {
  const there = runs.known.get(key)
  if (there !== undefined) return there
  const parent = key === "study" ? undefined : await runOf(owner, runs, "study", ledger)
  const { name } = ledger.definition
  const trial = key === "study" ? undefined : ledger.trials[key]
  const tags: Pair[] = [
    pair("diapason.id", owner.study),
    pair("diapason.study", name),
    pair("mlflow.source.name", "diapason"),
    pair("mlflow.source.type", "LOCAL"),
    ...(parent === undefined ? [] : [pair("diapason.trial", key), pair("mlflow.parentRunId", parent.id)]),
  ]
  const start_time = trial?.suggestedAt ?? startOf(ledger)
  const asked = { experiment_id: runs.experiment, run_name: key === "study" ? name : `trial ${key}`, start_time, tags }
  const { run } = taken(await call(owner.server, "POST", "runs/create", asked, owner.signal)) as { run?: WireRun }
  if (typeof run?.info?.run_id !== "string") throw new Unreached("what answers there is not MLflow")
  const made: Run = { id: run.info.run_id, artifacts: run.info.artifact_uri ?? "", position: 0 }
  runs.known.set(key, made)
  return made
}

interface WireRun {
  readonly info: { readonly run_id: string; readonly artifact_uri?: string }
  readonly data?: { readonly tags?: readonly Pair[] }
}

async function enter({ server, signal }: Owner, known: Map<RunKey, Run>, { info, data }: WireRun): Promise<void> {
  const tags = new Map((data?.tags ?? []).map(({ key, value }) => [key, value]))
  const number = tags.get("diapason.trial")
  const key: RunKey = number === undefined ? "study" : Number(number)
  const run: Run = { id: info.run_id, artifacts: info.artifact_uri ?? "", position: Number(tags.get(positionTag) ?? 0) }
  const other = known.get(key)
  const [keep, drop] = other === undefined ? [run, undefined] : before(run, other) ? [run, other] : [other, run]
  known.set(key, keep)
  if (drop !== undefined) await call(server, "POST", "runs/delete", { run_id: drop.id }, signal)
}

/** Tells which of two runs of one trial stays; every process comes to the same. */
const before = (a: Run, b: Run): boolean => (a.position !== b.position ? a.position > b.position : a.id < b.id)

async function experimentOf({ server, experiment: name, signal }: Owner): Promise<string> {
  const made = await call(server, "POST", "experiments/create", { name }, signal)
  if (!("refused" in made)) return idIn(made.body)
  if (made.code !== "RESOURCE_ALREADY_EXISTS") throw new Unreached(`it does not take the experiment ${name}: ${made.refused}`)
  const found = taken(await call(server, "GET", "experiments/get-by-name", { experiment_name: name }, signal))
  const there = Object(found["experiment"]) as Readonly<Record<string, unknown>>
  if (there["lifecycle_stage"] === "deleted") throw new Unreached(`its experiment ${name} was deleted; restore it, or name another one`)
  return idIn(there)
}

function idIn({ experiment_id: id }: Readonly<Record<string, unknown>>): string {
  if (typeof id !== "string") throw new Unreached("what answers there is not MLflow")
  return id
}

/** What was answered; a refusal here is one that may pass. */
export function taken(answer: Answer): Readonly<Record<string, unknown>> {
  if ("refused" in answer) throw new Unreached(answer.refused)
  return answer.body
}

const startOf = ({ sessions, trials, at }: Ledger): number =>
  Math.min(at, ...[...sessions.values()].map(({ openedAt }) => openedAt), trials[0]?.suggestedAt ?? at)

/** The tag that says how far a run has come, written with the last of what it says. */
export const positionTag = "diapason.position"
