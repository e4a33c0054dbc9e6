export type { Interaction, Interactions, NoInteractions, PairScaling } from "@diapason/algorithms"
export {
  bool,
  branch,
  choice,
  derived,
  DiapasonError,
  fixed,
  float,
  int,
  list,
  log,
  mix,
  network,
  ordinal,
  scaledRate,
  schedule,
  space,
  when,
  type Budget,
  type Chosen,
  type Code,
  type Config,
  type DataFacts,
  type Decision,
  type EventStore,
  type Failure,
  type FailureKind,
  type Fidelity,
  type FloatOptions,
  type Infer,
  type IntOptions,
  type Json,
  type Ledger,
  type Metrics,
  type Options,
  type ScheduleOptions,
  type Signal,
  type Space,
  type Spec,
  type Specs,
  type Transfer,
  type TrialState,
  type When,
  type Words,
} from "@diapason/core"
export { scheduleValue, type Schedule } from "@diapason/core/schedule"
export { TrialFailure, type FunctionTrial, type Outcome } from "@diapason/executors"
export { openStore } from "@diapason/stores"
export type { AskedTrial } from "./api/asked-trial.ts"
export { createStudy, type StudyOptions } from "./api/create-study.ts"
export type { Recommended, Study } from "./api/study-face.ts"
export { defineStudy, type StudyConfig } from "./api/define-study.ts"
export type { Goal } from "./api/goal.ts"
export { importance } from "./api/importance.ts"
export { report, type ReportOptions } from "./api/report.ts"
export type { ImportanceAnswer, ImportanceAsked, ImportanceMethod, ImportanceOfTrials } from "@diapason/algorithms"
export { inWorker, type InWorker, type InWorkerOptions } from "./api/in-worker.ts"
export { interactions } from "./api/interactions.ts"
export { optimize, type OptimizeOptions } from "./api/optimize.ts"
export type { Optimized } from "./api/optimized.ts"
export type { BestTrial, TrialOf } from "./api/trial-of.ts"
export { winner } from "./api/winner.ts"
export type { Estimate, FrontWinner, NoWinner, OneWinner, Winner, WinningFront } from "@diapason/algorithms"
