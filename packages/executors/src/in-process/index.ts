export { inProcess, type InProcess } from "./in-process.ts"
export type { FunctionTrial, Objective, Outcome } from "./objective.ts"
export { TrialFailure } from "./trial-failure.ts"
