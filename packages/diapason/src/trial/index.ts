export type { StepDecision } from "./step-decision.ts"
export { trial, type Trial } from "./trial.ts"
