export { scheduleProblem } from "./schedule-problem.ts"
export { scheduleValue } from "./schedule-value.ts"
export type { Form, Schedule } from "./schedule.ts"
