import { metricsOf } from "@diapason/algorithms"
import type { Executor, Space, Wanted } from "@diapason/core"
import { engineExecutor, processes, type Heard } from "@diapason/executors"
import { processStyle } from "./process-style.ts"
import type { RunSettings } from "./run-settings.ts"

/** What of a study says how its trials are run. */
interface Ran {
  readonly command: readonly string[]
  readonly space: Space
  readonly definition: Pick<Wanted, "objectives" | "adapt" | "fidelity">
}

/** Runs trials as processes of this machine, or as jobs of an engine. `heard` is told where each metric comes from. */
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
  return run.engine === undefined ? processes({ ...style, resources }) : engineExecutor(run.engine.engine, { ...style, ...run.engine.jobs })
}
