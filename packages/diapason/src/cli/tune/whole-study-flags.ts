import { commonFlags } from "../flags/common.ts"
import { runFlags } from "../flags/run.ts"
import { studyFlags } from "../flags/study.ts"

/** The flags that say what a study is and how its trials run, for every verb that reads a whole study. */
export const wholeStudyFlags = {
  config: commonFlags.config,
  param: studyFlags.param,
  minimize: studyFlags.minimize,
  maximize: studyFlags.maximize,
  subjectTo: studyFlags.subjectTo,
  fidelity: studyFlags.fidelity,
  baseline: studyFlags.baseline,
  prior: studyFlags.prior,
  transfer: studyFlags.transfer,
  trials: studyFlags.trials,
  for: studyFlags.for,
  cost: studyFlags.cost,
  until: studyFlags.until,
  sampler: studyFlags.sampler,
  scheduler: studyFlags.scheduler,
  terminator: studyFlags.terminator,
  adapt: studyFlags.adapt,
  replaySchedule: runFlags.replaySchedule,
  seed: studyFlags.seed,
  jobs: runFlags.jobs,
  executor: runFlags.executor,
  gpusPerTrial: runFlags.gpusPerTrial,
  cpusPerTrial: runFlags.cpusPerTrial,
  memoryPerTrial: runFlags.memoryPerTrial,
  paramsVia: runFlags.paramsVia,
  booleans: runFlags.booleans,
  shell: runFlags.shell,
  name: commonFlags.name,
  store: commonFlags.store,
  dir: commonFlags.dir,
} as const

/** How long a study goes on, and how its trials run: what only who runs it can keep. */
const running = ["for", "cost", "adapt", ...(Object.keys(runFlags) as (keyof typeof runFlags)[])] as const

/** The same for a verb whose trials somebody else runs. */
export const describedStudyFlags = Object.fromEntries(
  Object.entries(wholeStudyFlags).filter(([name]) => !running.some((other) => other === name)),
) as Omit<typeof wholeStudyFlags, (typeof running)[number]>
