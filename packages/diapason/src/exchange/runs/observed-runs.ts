import { DiapasonError, fault, flatten, spaceFromJson, type Added, type Json, type Objective, type Space } from "@diapason/core"
import type { ImportWish } from "../forms/import-form.ts"
import type { Observed } from "../observations.ts"
import { guessSpace } from "./guess-space.ts"
import type { PastRun } from "./past-run.ts"

/**
 * Runs as the trials of a study. The space is the one that was said, or what was tried; the objectives must be said, since runs record many
 * numbers. What does not fit is left out and named. Throws D481 where nothing can be taken.
 */
export function observedRuns(folder: string, runs: readonly PastRun[], wish: ImportWish, name: string): Observed {
  const objectives = objectivesOf(folder, runs, wish)
  const lost: string[] = []
  const said = wish.param !== undefined && Object.keys(wish.param).length > 0
  const space = said ? (wish.param as Readonly<Record<string, Json>>) : guessed(folder, runs, lost)
  const built = spaceFromJson(space)
  const keep = (run: PastRun): Readonly<Record<string, Json>> =>
    said ? Object.fromEntries(Object.entries(run.config).filter(([key]) => key in space)) : only(run.config, space)
  const taken = runs.flatMap((run) => {
    const config = keep(run)
    const problem = misfit(built, config)
    if (problem === undefined) return [trialOf(run, config, objectives)]
    lost.push(`${run.place}: ${problem}`)
    return []
  })
  if (taken.length === 0) throw nothing(folder, `none of its ${runs.length} runs fits the space: ${lost.at(-1) ?? ""}`, "widen it with -p")
  if (said) leftOut(runs, space, lost)
  const open = runs.filter(({ end }) => end === "open").length
  if (open > 0) lost.push(`how ${open} of its runs ended was not recorded: they count as ended early`)
  return { wanted: { name, space, objectives }, trials: taken, lost }
}

const nothing = (folder: string, problem: string, mend: string): Error => fault("D481", { folder, problem, mend })

function objectivesOf(folder: string, runs: readonly PastRun[], { minimize = [], maximize = [] }: ImportWish): readonly Objective[] {
  const known = [...new Set(runs.flatMap(({ values }) => Object.keys(values)))]
  const shown = known.length === 0 ? "no number" : known.slice(0, 12).join(", ")
  const asked = [...(minimize ?? []), ...(maximize ?? [])]
  if (asked.length === 0)
    throw nothing(folder, `which of its numbers was optimised is not said; they are ${shown}`, "say --minimize METRIC or --maximize METRIC")
  const missing = asked.filter((metric) => !known.includes(metric))
  if (missing.length > 0) throw nothing(folder, `no run has recorded ${missing.join(", ")}; they have ${shown}`, "name one of these")
  return [
    ...(minimize ?? []).map((metric) => ({ metric, direction: "minimize" as const })),
    ...(maximize ?? []).map((metric) => ({ metric, direction: "maximize" as const })),
  ]
}

function guessed(folder: string, runs: readonly PastRun[], lost: string[]): Readonly<Record<string, Json>> {
  const { space, constant } = guessSpace(runs.map(({ config }) => config))
  if (Object.keys(space).length === 0)
    throw nothing(folder, "its runs all have the same configuration, so that nothing was searched", "say with -p what is to be searched")
  if (Object.keys(constant).length > 0)
    lost.push(
      `what was the same in all runs that had it: ${Object.entries(constant)
        .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
        .join(", ")}`,
    )
  lost.push("ranges are what was tried, from the least to the greatest: say wider ones with -p")
  return space
}

const only = (config: PastRun["config"], space: Readonly<Record<string, Json>>): PastRun["config"] =>
  Object.fromEntries(Object.entries(config).filter(([key]) => key in space))

/** Why a configuration is none of the space. */
function misfit(space: Space, config: PastRun["config"]): string | undefined {
  try {
    flatten(space, config)
    return undefined
  } catch (error) {
    if (error instanceof DiapasonError) return error.words.what.split("\n")[0]!
    throw error
  }
}

function trialOf(run: PastRun, config: PastRun["config"], objectives: readonly Objective[]): Observed["trials"][number] {
  const { values, reports, end, message, notes } = run
  const metrics = Object.fromEntries(objectives.flatMap(({ metric }) => (values[metric] === undefined ? [] : [[metric, values[metric]]])))
  const whole = objectives.every(({ metric }) => metrics[metric] !== undefined)
  const failure: Pick<Added, "failure"> =
    end === "failed"
      ? { failure: { kind: "crash", message: message ?? "it failed" } }
      : !whole
        ? { failure: { kind: "no-metric", message: "it recorded no value of what is optimised" } }
        : {}
  const state = failure.failure !== undefined ? "failed" : end === "open" ? "pruned" : "complete"
  return { config, metrics, state, ...failure, ...(reports.length > 0 && { reports: [...reports] }), notes }
}

function leftOut(runs: readonly PastRun[], space: Readonly<Record<string, Json>>, lost: string[]): void {
  const more = [...new Set(runs.flatMap(({ config }) => Object.keys(config)))].filter((key) => !(key in space))
  if (more.length > 0) lost.push(`what no -p names: ${more.join(", ")}`)
}
