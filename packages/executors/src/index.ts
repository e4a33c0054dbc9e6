export { inProcess, type InProcess } from "./in-process/in-process.ts"
export type { FunctionTrial, Objective, Outcome } from "./in-process/objective.ts"
export { TrialFailure } from "./in-process/trial-failure.ts"
export { inThread, type InThread } from "./thread/in-thread.ts"
