import { fault, type Added, type Json, type Objective } from "@diapason/core"
import { readForeign, type ForeignRow } from "@diapason/stores"
import type { Observed } from "./observations.ts"
import { conditionOf, drawn, widened, type Drawn } from "./optuna-space.ts"

type Query = (sql: string, ...values: readonly (string | number)[]) => readonly ForeignRow[]

/**
 * Reads a study from a file of Optuna's SQLite storage: its objectives, the space that its trials were drawn from, and each trial that
 * ended, with its reports and user attributes. Names what has no counterpart. Throws D351, D403.
 */
export function optunaObservations(
  path: string,
  wanted: { readonly study?: string | undefined; readonly name?: string | undefined },
): Observed {
  return readForeign(path, (query) => {
    const { id, name } = studyOf(path, query, wanted.study)
    const objectives = objectivesOf(query, id)
    const rows = query("SELECT trial_id, number, state FROM trials WHERE study_id = ? ORDER BY number", id)
    const lost: string[] = []
    const ended = rows.filter(({ state }) => ["COMPLETE", "PRUNED", "FAIL"].includes(String(state)))
    if (ended.length < rows.length) lost.push(`${rows.length - ended.length} trials that had not ended`)
    const params = ended.map(({ trial_id }) => paramsOf(query, Number(trial_id), lost))
    const { space, whole } = spaceOf(params, lost)
    const trials = ended.flatMap((row, i) => {
      const config = whole(params[i]!)
      return config === undefined ? [] : [trialOf(query, row, config, objectives, lost)]
    })
    if (trials.length < ended.length) lost.push(`${ended.length - trials.length} trials that lack parameters which others have`)
    lost.push("the times of its trials, its sampler and its pruner")
    if (Object.keys(space).length === 0) {
      const problem = `the study ${name} has no trial with parameters`
      throw fault("D351", { file: path, line: undefined, problem, mend: "there is nothing to learn from it; begin a new study" })
    }
    return { wanted: { name: wanted.name ?? name, space, objectives }, trials, lost: [...new Set(lost)] }
  })
}

function studyOf(path: string, query: Query, wanted: string | undefined): { readonly id: number; readonly name: string } {
  const all = query("SELECT study_id, study_name FROM studies ORDER BY study_id").map((row) => ({
    id: Number(row["study_id"]),
    name: String(row["study_name"]),
  }))
  const found = wanted === undefined && all.length === 1 ? all[0] : all.find(({ name }) => name === wanted)
  if (found !== undefined) return found
  const problem =
    wanted === undefined ? `it holds ${all.length} studies: ${all.map(({ name }) => name).join(", ")}` : `it holds no study named ${wanted}`
  throw fault("D351", {
    file: path,
    line: undefined,
    problem,
    mend: `name one: diapason import ${all[0]?.name ?? "STUDY"} --from optuna:${path}`,
  })
}

/** Optuna's objectives have names only where somebody set them; else `value`, or `value_0` and on. */
function objectivesOf(query: Query, id: number): readonly Objective[] {
  const rows = query("SELECT direction FROM study_directions WHERE study_id = ? ORDER BY objective", id)
  const [told] = query("SELECT value_json FROM study_system_attributes WHERE study_id = ? AND key = 'study:metric_names'", id)
  const names = told === undefined ? [] : (JSON.parse(String(told["value_json"])) as readonly string[])
  const metric = (i: number): string => names[i] ?? (rows.length === 1 ? "value" : `value_${i}`)
  return rows.map(({ direction }, i) => ({ metric: metric(i), direction: direction === "MAXIMIZE" ? "maximize" : "minimize" }))
}

function paramsOf(query: Query, trial: number, lost: string[]): ReadonlyMap<string, Drawn> {
  const found = new Map<string, Drawn>()
  for (const row of query(
    "SELECT param_name, param_value, distribution_json FROM trial_params WHERE trial_id = ? ORDER BY param_id",
    trial,
  )) {
    const one = drawn(String(row["distribution_json"]), Number(row["param_value"]))
    if (one === undefined) lost.push(`the parameter ${String(row["param_name"])}, whose distribution is not known`)
    else found.set(String(row["param_name"]), one)
  }
  return found
}

interface Found {
  readonly space: Readonly<Record<string, Json>>
  /** A trial's configuration; undefined where a parameter is missing that it should have had. */
  readonly whole: (params: ReadonlyMap<string, Drawn>) => Readonly<Record<string, Json>> | undefined
}

/** One space for all trials: ranges that changed are widened, parameters that only some trials had get their condition. */
function spaceOf(trials: readonly ReadonlyMap<string, Drawn>[], lost: string[]): Found {
  const space: Record<string, Record<string, unknown>> = {}
  const dropped = new Set<string>()
  for (const params of trials)
    for (const [name, { json }] of params) {
      const before = space[name]
      const wide = before === undefined ? json : widened(before, json)
      if (wide === undefined) dropped.add(name)
      else if (before !== undefined && JSON.stringify(before) !== JSON.stringify(wide))
        lost.push(`${name}: its range changed on the way; it is the widest now`)
      space[name] = { ...(wide ?? before) }
    }
  for (const name of dropped) {
    delete space[name]
    lost.push(`the parameter ${name}, which was of several kinds`)
  }
  const names = Object.keys(space)
  const always = names.filter((name) => trials.every((params) => params.has(name)))
  const conditions = new Map(
    names
      .filter((name) => !always.includes(name))
      .map((name) => [
        name,
        conditionOf(
          name,
          trials,
          always.filter((one) => space[one]!["type"] === "choice"),
        ),
      ]),
  )
  for (const [name, condition] of conditions) if (condition !== undefined) space[name]!["when"] = { [condition.parent]: condition.values }
  const due = (name: string, params: ReadonlyMap<string, Drawn>): boolean =>
    params.has(name) || (conditions.has(name) && conditions.get(name) !== undefined)
  return {
    space: space as Readonly<Record<string, Json>>,
    whole: (params) =>
      names.every((name) => due(name, params))
        ? Object.fromEntries([...params].flatMap(([name, { value }]) => (name in space ? [[name, value]] : [])))
        : undefined,
  }
}

const states = { COMPLETE: "complete", PRUNED: "pruned", FAIL: "failed" } as const

function trialOf(
  query: Query,
  row: ForeignRow,
  config: Readonly<Record<string, Json>>,
  objectives: readonly Objective[],
  lost: string[],
): Observed["trials"][number] {
  const id = Number(row["trial_id"])
  const metrics = Object.fromEntries(
    query("SELECT objective, value, value_type AS type FROM trial_values WHERE trial_id = ?", id).map((one) => [
      objectives[Number(one["objective"])]!.metric,
      numberOf(one),
    ]),
  )
  const { metric } = objectives[0]!
  const reports = query(
    "SELECT step, intermediate_value AS value, intermediate_value_type AS type FROM trial_intermediate_values WHERE trial_id = ? ORDER BY step",
    id,
  )
    .filter(({ step }) => Number(step) >= 0)
    .map((one) => ({ step: Number(one["step"]), metrics: { [metric]: numberOf(one) } }))
  const notes = Object.fromEntries(
    query("SELECT key, value_json FROM trial_user_attributes WHERE trial_id = ?", id).map((one) => [
      String(one["key"]),
      JSON.parse(String(one["value_json"])) as Json,
    ]),
  )
  if (query("SELECT 1 FROM trial_system_attributes WHERE trial_id = ? LIMIT 1", id).length > 0) lost.push("system attributes of trials")
  const state = states[String(row["state"]) as keyof typeof states]
  const failure: Pick<Added, "failure"> = state === "failed" ? { failure: { kind: "crash", message: "failed in Optuna" } } : {}
  return { config, metrics, state, ...failure, ...(reports.length > 0 && { reports }), notes }
}

function numberOf({ value, type }: ForeignRow): number {
  return type === "INF_POS" ? Infinity : type === "INF_NEG" ? -Infinity : type === "NAN" || value === null ? NaN : Number(value)
}
