import { flags } from "../flags.ts"

/** The flags that say what a study is and how its trials run, for every verb that reads a whole study. */
export const studyFlags = {
  config: flags.config,
  param: flags.param,
  minimize: flags.minimize,
  maximize: flags.maximize,
  subjectTo: flags.subjectTo,
  fidelity: flags.fidelity,
  baseline: flags.baseline,
  prior: flags.prior,
  trials: flags.trials,
  for: flags.for,
  until: flags.until,
  sampler: flags.sampler,
  scheduler: flags.scheduler,
  terminator: flags.terminator,
  adapt: flags.adapt,
  replaySchedule: flags.replaySchedule,
  seed: flags.seed,
  jobs: flags.jobs,
  paramsVia: flags.paramsVia,
  booleans: flags.booleans,
  shell: flags.shell,
  name: flags.name,
  store: flags.store,
  dir: flags.dir,
} as const
