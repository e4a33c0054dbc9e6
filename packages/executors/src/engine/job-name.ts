import { sha256, type LeftBehind } from "@diapason/core"
import { attemptId } from "../process/environment.ts"

/** The name of an attempt's job, which no other attempt of any study has: whoever follows on a dead conductor finds the job by it. */
export const jobName = (left: LeftBehind): string => `diapason-${left.trial}-${left.attempt}-${sha256(attemptId(left)).slice(0, 16)}`
