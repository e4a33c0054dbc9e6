import { metricsOf } from "@diapason/algorithms"
import type { Executor, Space, Wanted } from "@diapason/core"
import { engineExecutor, kept, processes, restoring, type Heard } from "@diapason/executors"
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
  const plain = engine === undefined ? processes({ ...style, resources }) : engineExecutor(engine.engine, { ...style, ...engine.jobs })
  return objects === undefined ? restoring(plain, { dir }) : kept(plain, objects, { dir })
}
