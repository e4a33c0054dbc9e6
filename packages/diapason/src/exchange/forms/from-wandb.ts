import { readdirSync, readFileSync, statSync } from "node:fs"
import { basename, join } from "node:path"
import { fault } from "@diapason/core"
import { observedRuns } from "../runs/observed-runs.ts"
import { wandbRun, type WandbRun } from "../wandb/run-of.ts"
import type { Observed } from "../observations.ts"
import type { ImportForm, ImportWish } from "./import-form.ts"
import { takeRuns } from "./take-runs.ts"

/** Runs of Weights & Biases as they lie on the disk, whether they were sent or not: a `wandb` folder, the folder it is in, or one run. */
export const fromWandb: ImportForm["take"] = takeRuns(wandbObservations)

/** What the runs of a folder come to. Throws D481. */
export function wandbObservations(place: string, wish: ImportWish): Observed {
  const refused = (problem: string, mend: string): Error => fault("D481", { folder: place, problem, mend })
  const lost: string[] = []
  const files = filesIn(place)
  const runs = files.flatMap((file) => {
    const run = wandbRun(basename(file, ".wandb"), readFileSync(file))
    if (run.cut !== undefined) lost.push(`${basename(file)}: ${run.cut}${"config" in run ? "; what came before was read" : ""}`)
    return "config" in run ? [run] : []
  })
  if (files.length === 0) throw refused("it holds no run of W&B", "name the folder wandb, in which offline-run-… folders are")
  if (runs.length === 0)
    throw refused(`none of its ${files.length} runs can be read: ${lost[0]}`, "name a folder with runs that wandb has written")
  const project = projectOf(runs, wish.study, refused)
  const chosen = runs.filter((run) => run.project === project).sort((a, b) => a.startedAt - b.startedAt)
  const observed = observedRuns(place, chosen, wish, wish.name ?? (project === "" ? "wandb" : project.replace(/[^\w.-]/g, "-")))
  return { ...observed, lost: [...lost, ...observed.lost, "outputs, system figures, media and artifacts"] }
}

function projectOf(runs: readonly WandbRun[], asked: string | undefined, refused: (problem: string, mend: string) => Error): string {
  const projects = [...new Set(runs.map(({ project }) => project))]
  if (asked === undefined && projects.length === 1) return projects[0]!
  if (asked !== undefined && projects.includes(asked)) return asked
  const problem =
    asked === undefined
      ? `it holds runs of the projects ${projects.join(", ")}`
      : `it holds no run of the project ${asked}, but of ${projects.join(", ")}`
  throw refused(problem, `name one: diapason import ${projects[0]} --from wandb:…`)
}

/** The files of runs. */
function filesIn(place: string): readonly string[] {
  const list = (folder: string): readonly string[] => {
    try {
      return readdirSync(folder).sort()
    } catch {
      return []
    }
  }
  if (place.endsWith(".wandb") && statSync(place, { throwIfNoEntry: false })?.isFile()) return [place]
  const inRun = (folder: string): readonly string[] => list(folder).flatMap((name) => (name.endsWith(".wandb") ? [join(folder, name)] : []))
  const runs = [place, join(place, "wandb")].flatMap((folder) =>
    list(folder)
      .filter((name) => /^(offline-)?run-/.test(name))
      .flatMap((name) => inRun(join(folder, name))),
  )
  return [...inRun(place), ...runs]
}
