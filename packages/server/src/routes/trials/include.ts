import { marking } from "./marking.ts"

/** Shows a trial again that was hidden. */
export const include = marking("POST /v1/trials/:study/:trial:include", "Shows a trial again that was hidden.", "trial.included")
