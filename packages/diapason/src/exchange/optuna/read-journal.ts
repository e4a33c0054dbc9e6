import { fault } from "@diapason/core"
import { given, needed, stateOf, text, whole, type Log } from "./journal-log.ts"
import { itemsOf, membersOf, NoPythonJson, numberOf } from "./python-json.ts"
import type { Direction, OptunaParam, OptunaSource, OptunaStudy, OptunaTrial } from "./study.ts"
import { timeText } from "./times.ts"

/**
 * Reads the text of a journal of Optuna's, line by line, as Optuna itself replays it. A last line that does not end is what a program was
 * still writing, and is left out; lines of operations that are not known are left out and said. `begun`: how many studies it ever
 * began. Throws D355 for a line that is broken.
 */
export function readJournal(file: string, text: string): OptunaSource & { readonly begun: number } {
  const replay: Replay = { studies: new Map(), trials: [], skipped: [], unknown: new Map(), next: 0 }
  let line = 0
  for (let at = 0; at < text.length;) {
    const end = text.indexOf("\n", at)
    line++
    if (end < 0) {
      replay.skipped.push(`the last line (${line}), which does not end: a program was still writing it, or was killed then`)
      break
    }
    const one = text.slice(at, end)
    at = end + 1
    if (one.trim() !== "") apply(replay, file, line, one)
  }
  for (const [op, count] of replay.unknown)
    replay.skipped.push(`${count === 1 ? "1 line" : `${count} lines`} of the operation ${op}, which is not known`)
  return { studies: [...replay.studies.values()].map(studyOf), skipped: replay.skipped, begun: replay.next }
}

interface Replay {
  readonly studies: Map<number, Growing>
  /** By their ids, which count over all studies of the file. */
  readonly trials: (GrowingTrial | undefined)[]
  readonly skipped: string[]
  readonly unknown: Map<number, number>
  next: number
}

interface Growing {
  readonly name: string
  readonly directions: readonly Direction[]
  readonly user: Record<string, string>
  readonly system: Record<string, string>
  readonly trials: GrowingTrial[]
}

type GrowingTrial = { -readonly [K in keyof Omit<OptunaTrial, "params" | "reports" | "user" | "system">]: OptunaTrial[K] } & {
  readonly params: Record<string, OptunaParam>
  readonly reports: Map<number, number>
  readonly user: Record<string, string>
  readonly system: Record<string, string>
}

function apply(replay: Replay, file: string, line: number, text: string): void {
  try {
    const log = membersOf(text)
    const op = log["op_code"] === undefined ? NaN : numberOf(log["op_code"])
    if (Number.isNaN(op)) throw new NoPythonJson("it says no op_code")
    const does = operations[op]
    if (does === undefined) replay.unknown.set(op, (replay.unknown.get(op) ?? 0) + 1)
    else does(replay, log)
  } catch (error) {
    if (!(error instanceof NoPythonJson || error instanceof SyntaxError)) throw error
    throw fault("D355", { file, line, problem: error.message })
  }
}

/** By their codes; what concerns a study or a trial that is not there is ignored, as by Optuna. */
const operations: readonly (((replay: Replay, log: Log) => void) | undefined)[] = [
  createStudy,
  (replay, log) => void replay.studies.delete(whole(log, "study_id")),
  (replay, log) => assign(replay.studies.get(whole(log, "study_id"))?.user, log, "user_attr"),
  (replay, log) => assign(replay.studies.get(whole(log, "study_id"))?.system, log, "system_attr"),
  createTrial,
  setParam,
  setState,
  (replay, log) => {
    const trial = open(replay, log)
    if (trial !== undefined) trial.reports.set(whole(log, "step"), numberOf(needed(log, "intermediate_value")))
  },
  (replay, log) => assign(open(replay, log)?.user, log, "user_attr"),
  (replay, log) => assign(open(replay, log)?.system, log, "system_attr"),
]

function createStudy(replay: Replay, log: Log): void {
  const name = text(needed(log, "study_name"))
  if ([...replay.studies.values()].some((known) => known.name === name)) return
  const directions = itemsOf(needed(log, "directions")).map(
    (code) => (["NOT_SET", "MINIMIZE", "MAXIMIZE"] as const)[numberOf(code)] ?? "NOT_SET",
  )
  replay.studies.set(replay.next++, { name, directions, user: {}, system: {}, trials: [] })
}

/** A trial that begins; or a whole one, which was enqueued or added. */
function createTrial(replay: Replay, log: Log): void {
  const study = replay.studies.get(whole(log, "study_id"))
  if (study === undefined) return
  const state = given(log, "state") === undefined ? "RUNNING" : stateOf(log["state"]!)
  const trial: GrowingTrial = { number: study.trials.length, state, params: {}, reports: new Map(), user: {}, system: {} }
  const distributions = given(log, "distributions") === undefined ? {} : membersOf(log["distributions"]!)
  for (const [name, internal] of Object.entries(given(log, "params") === undefined ? {} : membersOf(log["params"]!)))
    trial.params[name] = { distribution: text(needed(distributions, name)), internal: numberOf(internal) }
  for (const [step, value] of Object.entries(given(log, "intermediate_values") === undefined ? {} : membersOf(log["intermediate_values"]!)))
    trial.reports.set(Number(step), numberOf(value))
  for (const [key, kept] of [
    ["user_attrs", trial.user],
    ["system_attrs", trial.system],
  ] as const)
    if (given(log, key) !== undefined) Object.assign(kept, membersOf(log[key]!))
  takeValues(trial, log)
  takeTimes(trial, log)
  replay.trials.push(trial)
  study.trials.push(trial)
}

function setParam(replay: Replay, log: Log): void {
  const trial = open(replay, log)
  if (trial === undefined) return
  trial.params[text(needed(log, "param_name"))] = {
    distribution: text(needed(log, "distribution")),
    internal: numberOf(needed(log, "param_value_internal")),
  }
}

function setState(replay: Replay, log: Log): void {
  const trial = open(replay, log)
  const state = stateOf(needed(log, "state"))
  if (trial === undefined || (state === "RUNNING" && trial.state === "RUNNING")) return
  trial.state = state
  takeValues(trial, log)
  takeTimes(trial, log)
}

function takeValues(trial: GrowingTrial, log: Log): void {
  if (given(log, "values") !== undefined) trial.values = itemsOf(log["values"]!).map(numberOf)
  else if (given(log, "value") !== undefined) trial.values = [numberOf(log["value"]!)]
}

function takeTimes(trial: GrowingTrial, log: Log): void {
  const time = (key: string): string | undefined => (given(log, key) === undefined ? undefined : timeText(text(log[key]!), "local"))
  const [start, complete] = [time("datetime_start"), time("datetime_complete")]
  if (start !== undefined) trial.start = start
  if (complete !== undefined) trial.complete = complete
}

/** The trial of a line, while it can still be changed. */
function open({ trials }: Replay, log: Log): GrowingTrial | undefined {
  const trial = trials[whole(log, "trial_id")]
  return trial !== undefined && (trial.state === "RUNNING" || trial.state === "WAITING") ? trial : undefined
}

function assign(kept: Record<string, string> | undefined, log: Log, key: string): void {
  if (kept !== undefined) Object.assign(kept, membersOf(needed(log, key)))
}

const studyOf = ({ trials, ...study }: Growing): OptunaStudy => ({
  ...study,
  trials: trials.map(({ reports, ...trial }) => ({ ...trial, reports: [...reports].sort(([a], [b]) => a - b) })),
})
