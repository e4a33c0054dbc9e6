import { mkdirSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { folderName, type Job } from "@diapason/core"

/** Where the files of one attempt are; absolute paths. */
export interface Places {
  /** Everything the attempt prints. */
  readonly log: string
  /** For what the trial writes; the same at each attempt. */
  readonly folder: string
  readonly checkpoints: string
  readonly params: string
  /** Messages of scripts that can only append to a file. */
  readonly out: string
  /** Pid and start of the attempt, for systems without /proc. */
  readonly pid: string
}

/** The places of an attempt under `root`, the `.diapason` folder. */
export function placesOf(root: string, { study, trial, attempt }: Pick<Job, "study" | "trial" | "attempt">): Places {
  const base = resolve(root, folderName(study))
  const folder = join(base, "trials", String(trial))
  return {
    log: join(base, "logs", `${trial}.${attempt}.log`),
    folder,
    checkpoints: join(checkpointsOf(root, study), String(trial)),
    params: join(folder, "params.json"),
    out: join(folder, `out.${attempt}.jsonl`),
    pid: join(folder, `attempt.${attempt}.json`),
  }
}

/** The folder of all checkpoints of a study, with one folder for each trial. */
export const checkpointsOf = (root: string, study: string): string => resolve(root, folderName(study), "checkpoints")

/** Makes the folders and writes the parameters. Throws what the file system throws. */
export function prepare(places: Places, job: Job): void {
  // Whole, since Node tries for ever to make a relative folder where the one it runs in is gone.
  for (const folder of [join(places.log, ".."), places.folder, places.checkpoints]) mkdirSync(resolve(folder), { recursive: true })
  writeFileSync(places.params, `${JSON.stringify(job.config)}\n`)
}
