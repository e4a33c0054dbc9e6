import {
  flatten,
  fromWire,
  reportAt,
  spaceOf,
  type Failure,
  type Ledger,
  type Metrics,
  type StudyEvent,
  type Trial,
  type WireMetrics,
} from "@diapason/core"
import { pair, point, type Pair, type Piece, type Point } from "./piece.ts"

/** Which run a piece is of: a trial's, by its number, or the study's own. */
export type RunKey = number | "study"

/** What an event says to MLflow. `ledger` has it folded already. */
export function piecesOf(event: StudyEvent, ledger: Ledger): readonly (readonly [RunKey, Piece])[] {
  if (!("trial" in event) || event.trial === undefined) return ofStudy(event, ledger).map((piece) => ["study", piece])
  const trial = ledger.trials[event.trial]
  if (trial === undefined) return []
  const own = ofTrial(event, trial, ledger).map((piece) => [event.trial!, { seq: event.seq, ...piece }] as const)
  return event.kind === "trial.finished" || event.kind === "trial.added" ? [...own, ...best(event, trial, ledger)] : own
}

type Said = Omit<Piece, "seq">

function ofStudy(event: StudyEvent, ledger: Ledger): readonly Piece[] {
  const { seq, at } = event
  switch (event.kind) {
    case "study.created": {
      const { sampler, scheduler, seed, objectives, command } = event.definition
      const params = [pair("sampler", sampler.type), pair("scheduler", scheduler.type), pair("seed", seed)]
      const goals = objectives.map(({ metric, direction }) => `${direction} ${metric}`).join(", ")
      const tags = [pair("diapason.objectives", goals), ...(command === undefined ? [] : [pair("diapason.command", command.join(" "))])]
      return [{ seq, params, tags: [...tags, pair("mlflow.note.content", `${goals}, by Diapason`)] }]
    }
    case "study.revised":
      return [{ seq, tags: [pair("diapason.revised", event.why)] }]
    case "session.opened":
      return [{ seq, status: { status: "RUNNING" } }]
    case "session.closed":
    case "study.ended": {
      const open = [...ledger.sessions.values()].some(({ closed, lease }) => closed === undefined && lease === undefined)
      const tags = [pair("diapason.ended", event.why)]
      return [{ seq, tags, ...(open ? {} : { status: { status: "FINISHED" as const, end_time: at } }) }]
    }
    default:
      return []
  }
}

function ofTrial(event: StudyEvent, trial: Trial, ledger: Ledger): readonly Said[] {
  const { at } = event
  switch (event.kind) {
    case "trial.suggested":
      return [begun(trial, ledger)]
    case "trial.added": {
      const reports = (event.reports ?? []).flatMap(({ step, metrics }) => points(metrics, step, at))
      return [{ ...begun(trial, ledger), metrics: reports }, ended(trial, at, undefined)]
    }
    case "trial.started":
      return [{ tags: [pair("diapason.attempt", event.attempt)], ...(event.attempt > 1 && { status: { status: "RUNNING" as const } }) }]
    case "trial.reported":
      // Words of an attempt that is over are in the log, and count for nothing.
      return event.attempt === trial.attempts ? [{ metrics: points(event.metrics, event.step, at) }] : []
    case "trial.decided":
      return [{ tags: [pair("diapason.decision", `${event.action}: ${event.why}`), pair("diapason.decided_by", event.by)] }]
    case "trial.applied":
      return [applied(trial, event.rev, event.step ?? trial.curve.steps.at(-1) ?? 0, at)]
    case "trial.finished":
      return [ended(trial, at, event.why)]
    case "trial.requeued":
      return [{ tags: [pair("diapason.requeued", event.why)] }]
    case "trial.confirmed":
      return [{ metrics: points(event.metrics, event.repeat, at, "confirmed/") }]
    case "trial.excluded":
      return [{ tags: [pair("diapason.excluded", event.why)] }]
    case "trial.included":
      return [{ tags: [pair("diapason.excluded", "")] }]
    case "note.set":
      return [{ tags: [pair(`note.${event.key}`, event.value ?? "")] }]
    case "artifact.added":
      return [{ artifact: { name: event.name, path: event.path } }]
    default:
      return []
  }
}

/** What is known of a trial when its number is handed out. */
function begun(trial: Trial, ledger: Ledger): Said {
  const flat = flatten(spaceOf(ledger, trial), trial.config)
  const { why, by, label, parent } = trial
  const tags: Pair[] = [pair("diapason.why", why), pair("diapason.by", by), pair("mlflow.note.content", why)]
  if (label !== undefined) tags.push(pair("diapason.label", label))
  if (parent !== undefined) tags.push(pair("diapason.parent", parent.trial))
  return { params: Object.entries(flat).map(([name, value]) => pair(name, value)), tags }
}

/** The values that count, where the last report does not say them already, and how it ended. */
function ended(trial: Trial, at: number, why: string | undefined): Said {
  const values: Metrics = "values" in trial ? trial.values : {}
  const { steps } = trial.curve
  const last = steps.length === 0 ? {} : reportAt(trial.curve, steps.length - 1)
  const news = Object.entries(values).filter(([name, value]) => !Object.is(last[name], value))
  const failure = trial.state === "failed" ? trial.failure : undefined
  const reason = failure === undefined ? (why ?? ("decision" in trial ? trial.decision : undefined)) : `${failure.kind}: ${failure.message}`
  return {
    metrics: news.map(([name, value]) => point(name, value, steps.at(-1) ?? 0, at)),
    tags: [pair("diapason.state", trial.state), ...(reason === undefined ? [] : [pair("diapason.ended", reason)])],
    status: { status: statusOf(trial, failure), end_time: at },
  }
}

/** What was ended early, by a decision or by a person, was killed in MLflow's words. */
const statusOf = ({ state }: Trial, failure: Failure | undefined): "FINISHED" | "FAILED" | "KILLED" =>
  state === "pruned" || failure?.kind === "cancelled" ? "KILLED" : state === "failed" ? "FAILED" : "FINISHED"

function applied({ updates }: Trial, rev: number, step: number, at: number): Said {
  const update = updates.find((one) => one.rev === rev)
  if (update === undefined) return {}
  const values = Object.entries(update.config)
  const numbers = values.flatMap(([name, value]) => (typeof value === "number" ? point(`param/${name}`, value, step, at) : []))
  return { metrics: numbers, tags: [pair("diapason.update", `${JSON.stringify(update.config)}: ${update.why}`)] }
}

/** The study's own run shows the best so far, by the number of the trial. */
function best({ seq, at }: StudyEvent, trial: Trial, ledger: Ledger): readonly (readonly [RunKey, Piece])[] {
  if (!ledger.front.includes(trial.number) || trial.state !== "complete") return []
  const { objectives } = ledger.definition
  const metrics = objectives.flatMap(({ metric }) => {
    const value = trial.values[metric]
    return value === undefined ? [] : point(`best/${metric}`, value, trial.number, at)
  })
  const tags = [pair("diapason.best", ledger.front.map((number) => `trial ${number}`).join(", "))]
  return [["study", { seq, metrics, tags }]]
}

const points = (metrics: WireMetrics, step: number, at: number, before = ""): Point[] =>
  Object.entries(metrics).map(([name, value]) => point(before + name, fromWire(value), step, at))
