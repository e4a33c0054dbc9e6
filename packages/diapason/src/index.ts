export { createStudy, type AskedStudyTrial, type BestTrial, type Study, type StudyOptions } from "./api/create-study.ts"
export type { Goal } from "./api/goal.ts"
export { optimize, type Optimized, type OptimizeOptions } from "./api/optimize.ts"
