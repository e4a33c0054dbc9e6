import { metricsOf } from "@diapason/algorithms"
import type { Executor, Space, Wanted } from "@diapason/core"
import { engineExecutor, kept, processes, restoring, warm, type Heard, type Processes } from "@diapason/executors"
import { processStyle } from "./process-style.ts"
import type { RunSettings } from "./run-settings.ts"

/** What of a study says how its trials are run. */
interface Ran {
  readonly command: readonly string[]
  readonly space: Space
  readonly definition: Pick<Wanted, "objectives" | "adapt" | "fidelity">
}

/** Runs trials as processes of this machine, or as jobs of an engine; what they leave is kept where the settings say. `heard` is told where each metric comes from. */
export function executorOf({ command, space, definition }: Ran, run: RunSettings, heard?: (heard: Heard) => void): Executor {
  const { objectives, adapt = [], fidelity } = definition
  const { resources = {}, ...said } = run.processes
  const style = {
    ...said,
    ...processStyle({ command, space }, { ...run, processes: said }),
    dir: run.dir,
    ...(heard !== undefined && { heard }),
    metrics: [...new Set([...objectives.map(({ metric }) => metric), ...metricsOf(adapt, space), ...run.metrics])],
    ...(fidelity !== undefined && { stepName: fidelity.name }),
  }
  const { dir, engine, objects } = run
  const here = (): Executor => (run.warm ? forked({ ...style, resources }) : processes({ ...style, resources }))
  const plain = engine === undefined ? here() : engineExecutor(engine.engine, { ...style, ...engine.jobs })
  return objects === undefined ? restoring(plain, { dir }) : kept(plain, objects, { dir })
}

/** Processes that stay and fork for each trial. A fork has nothing left in memory: without a saved state a trial begins again. */
function forked({ timeout, ...style }: Processes): Executor {
  const executor = warm({ ...style, ...(timeout !== undefined && { limit: () => timeout }) })
  return {
    ...executor,
    launch({ resume, ...fresh }, link) {
      return executor.launch(resume?.path === undefined ? fresh : { ...fresh, resume }, link)
    },
  }
}
