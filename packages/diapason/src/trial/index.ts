export type { Live } from "./live.ts"
export type { StepDecision } from "./step-decision.ts"
export type { ValueOptions } from "./value.ts"
export { trial, type Trial } from "./trial.ts"
