import { existsSync, readdirSync, readFileSync } from "node:fs"
import { basename, join, resolve } from "node:path"
import { fault, type Json } from "@diapason/core"
import { observedRuns } from "../runs/observed-runs.ts"
import { looseJson } from "../runs/past-run.ts"
import { rayRun, type RayRun } from "../runs/ray-run.ts"
import type { Observed } from "../observations.ts"
import type { ImportForm, ImportWish } from "./import-form.ts"
import { takeRuns } from "./take-runs.ts"

/** An experiment of Ray Tune: the folder that has a folder for each trial. */
export const fromRay: ImportForm["take"] = takeRuns(rayObservations)

/** What the trials of an experiment come to. Throws D481. */
export function rayObservations(place: string, wish: ImportWish): Observed {
  const folders = namesIn(place)
    .map((name) => join(place, name))
    .filter((folder) => existsSync(join(folder, "params.json")) || existsSync(join(folder, "result.json")))
  if (folders.length === 0)
    throw fault("D481", {
      folder: place,
      problem: "it holds no trial of Ray Tune",
      mend: "name the folder of the experiment: that in which folders with params.json are",
    })
  const lost: string[] = []
  const statuses = statusesIn(place)
  const runs = folders.flatMap((folder) => {
    const text = (name: string): string | undefined =>
      existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8") : undefined
    const run = rayRun(basename(folder), { params: text("params.json"), results: text("result.json"), error: text("error.txt") })
    if (run === undefined) lost.push(`${basename(folder)}: its parameters cannot be read`)
    else if (run.cut !== undefined) lost.push(`${basename(folder)}: ${run.cut}`)
    return run === undefined ? [] : [ended(run, statuses)]
  })
  const name = wish.name ?? basename(resolve(place)).replace(/[^\w.-]/g, "-")
  const observed = observedRuns(place, runs, wish, name)
  return { ...observed, lost: [...lost, ...observed.lost, "checkpoints, the scheduler and the search algorithm"] }
}

/** A trial that a scheduler stopped, or that ran out, is `TERMINATED`: Ray's last line says `done` only where the trial itself did. */
const ended = (run: RayRun, statuses: ReadonlyMap<string, string>): RayRun =>
  run.end === "open" && run.id !== undefined && statuses.get(run.id) === "TERMINATED" ? { ...run, end: "done" } : run

/** How the trials stood when the newest state of the experiment was written, by their names; none where there is none. */
function statusesIn(place: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const name of namesIn(place).filter((one) => /^experiment_state-.*\.json$/.test(one))) {
    const state = looseJson(readFileSync(join(place, name), "utf8")) as { trial_data?: unknown; checkpoints?: unknown } | undefined
    for (const entry of [state?.trial_data, state?.checkpoints].flat()) {
      const first: unknown = Array.isArray(entry) ? entry[0] : entry
      const trial = (typeof first === "string" ? looseJson(first) : first) as Readonly<Record<string, Json>> | null | undefined
      if (typeof trial?.["trial_id"] === "string") found.set(trial["trial_id"], String(trial["status"]))
    }
  }
  return found
}

function namesIn(place: string): readonly string[] {
  try {
    return readdirSync(place).sort((a, b) => a.localeCompare(b, "en", { numeric: true }))
  } catch {
    return []
  }
}
