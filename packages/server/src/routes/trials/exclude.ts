import { marking } from "./marking.ts"

/** Hides a trial from sampler, best and plots; nothing is deleted, and include brings it back. */
export const exclude = marking(
  "POST /v1/trials/:study/:trial:exclude",
  "Hides a trial from sampler, best and plots; nothing is deleted, and include brings it back.",
  "trial.excluded",
)
