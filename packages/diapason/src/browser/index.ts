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
  parseExpression,
  evaluate,
  scaledRate,
  schedule,
  space,
  spaceFromJson,
  when,
  type Budget,
  type Chosen,
  type Config,
  type Expression,
  type Fidelity,
  type Infer,
  type Json,
  type Ledger,
  type Metrics,
  type Space,
  type Spec,
  type TrialState,
} from "@diapason/core"
export { TrialFailure, type FunctionTrial, type Outcome } from "@diapason/executors/function"
export type { AskedTrial } from "../api/asked-trial.ts"
export type { Goal } from "../api/goal.ts"
export { importance } from "../api/importance.ts"
export type { Optimized } from "../api/optimized.ts"
export type { Recommended, Study } from "../api/study-face.ts"
export type { BestTrial, TrialOf } from "../api/trial-of.ts"
export { winner } from "../api/winner.ts"
export { createStudy } from "./create-study.ts"
export { optimize, type PageOptimizeOptions } from "./optimize.ts"
export type { PageStudyOptions } from "./page-study.ts"
