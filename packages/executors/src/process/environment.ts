import type { Job, Json, LeftBehind } from "@diapason/core"
import { attemptVariable } from "./attempt-variable.ts"
import { valuesOf, wordOf } from "./command-line.ts"
import type { Places } from "./places.ts"

/** The variables every attempt is started with, beside those of the surroundings. */
export function environment(job: Job, places: Places, deadline: number | undefined): Readonly<Record<string, string>> {
  const variables: Record<string, string> = {
    DIAPASON: "1",
    DIAPASON_STUDY: job.study,
    DIAPASON_TRIAL: String(job.trial),
    DIAPASON_ATTEMPT: String(job.attempt),
    [attemptVariable]: attemptId(job),
    // The system takes no variable over 128 KiB; the file has them all.
    ...(JSON.stringify(job.config).length < 100_000 && { DIAPASON_PARAMS: JSON.stringify(job.config) }),
    DIAPASON_PARAMS_FILE: places.params,
    DIAPASON_SEED: String(job.seed),
    DIAPASON_DIR: places.folder,
    DIAPASON_CHECKPOINT_DIR: places.checkpoints,
    DIAPASON_OUT: places.out,
  }
  for (const [path, value] of valuesOf(job.config)) if (value !== null) variables[`DIAPASON_PARAM_${variableName(path)}`] = scalar(value)
  if (job.fidelity !== undefined) variables["DIAPASON_FIDELITY"] = String(job.fidelity)
  if (job.fidelityMax !== undefined) variables["DIAPASON_FIDELITY_MAX"] = String(job.fidelityMax)
  if (job.resume?.path !== undefined) variables["DIAPASON_RESUME_FROM"] = job.resume.path
  if (deadline !== undefined) variables["DIAPASON_DEADLINE"] = String(Math.floor(deadline / 1000))
  return variables
}

/** Names one attempt among all of a machine, in the environment of its whole process tree. */
export const attemptId = ({ study, trial, attempt, session }: LeftBehind): string =>
  [study.replaceAll("\0", ""), trial, attempt, session].join("/")

/** Names the processes that a session keeps for one trial after another: each is this and its number. */
export const workerId = ({ study, session }: Pick<LeftBehind, "study" | "session">): string =>
  [study.replaceAll("\0", ""), "warm", session, ""].join("/")

/** Set for an attempt only: a study inside a trial does not hand on what its own trial was told. */
export const ownVariables = (name: string): boolean => name === "DIAPASON" || name.startsWith("DIAPASON_")

const variableName = (path: string): string =>
  path
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, "_")
    .replace(/_$/, "")

const scalar = (value: Json): string => wordOf(value).replaceAll("\0", "")
