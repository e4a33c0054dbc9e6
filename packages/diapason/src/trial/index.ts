export { trial, type StepDecision, type Trial } from "./trial.ts"
