import { fault } from "@diapason/core"
import { findDevices, slotsFor, type Resources } from "@diapason/executors"
import type { ConfigFile } from "../config/config-file.ts"
import { bytesOf } from "../text/bytes.ts"
import { durationOf } from "../text/duration.ts"
import { traceVariables } from "../../tracing/attempt-trace.ts"
import type { RunSettings } from "./run-settings.ts"

/**
 * Running as the settings say: as jobs of an engine that was asked whether it answers, or as this machine can. Throws D140, D165, D166, and
 * D44x when the engine cannot be reached.
 */
export async function whereItRuns(
  run: RunSettings,
  values: ConfigFile,
  env: Env,
): Promise<RunSettings & { readonly notes: readonly string[] }> {
  const { executor = "local", parallel, resources, timeout } = values
  const form = executor === "slurm" ? ({ type: "slurm" } as const) : executor
  if (typeof form === "string" || form.type === "local" || form.type === "warm") return onThisMachine(run, values, env)
  if (parallel?.slots === "auto")
    throw fault("D140", {
      flag: "--jobs",
      text: "auto",
      expected: `a number: how many jobs ${form.type} may have of this study at one time`,
    })
  const { openEngine } = await import("../../engines/open-engine.ts")
  const opened = openEngine(form, run.dir, timeout?.grace === undefined ? undefined : durationOf("timeout.grace", timeout.grace))
  await opened.engine.find(["diapason-is-anybody-there"])
  const { gpus, cpus, memory } = resources ?? {}
  const given = {
    ...(gpus !== undefined && { gpus }),
    ...(cpus !== undefined && { cpus }),
    ...(memory !== undefined && { memory: bytesOf("resources.memory", String(memory)) }),
  }
  const traced = variablesIn(run, env)
  return { ...run, processes: traced, engine: { ...opened, jobs: { ...opened.jobs, resources: given } }, notes: [] }
}

/** With what the code of an attempt joins its trace by. */
function variablesIn({ processes }: RunSettings, env: Env): RunSettings["processes"] {
  const variables = traceVariables(env)
  return { ...processes, ...(variables !== undefined && { variables }) }
}

type Env = Readonly<Record<string, string | undefined>>

/** Running as this machine can: its cards are looked for where they are asked for, or `auto` has to know them. Throws D140, D165, D166. */
export async function onThisMachine(
  run: RunSettings,
  { parallel, resources: asked }: Pick<ConfigFile, "parallel" | "resources">,
  env: Env,
): Promise<RunSettings & { readonly notes: readonly string[] }> {
  const [slots, share] = [parallel?.slots ?? 1, asked?.gpus]
  const devices = share !== undefined || slots === "auto" ? await findDevices(env) : undefined
  const found = slotsFor({ slots, devices, ...(share !== undefined && { share }), ...(asked?.cpus !== undefined && { cpus: asked.cpus }) })
  const resources: Resources = {
    ...(devices !== undefined && { gpus: { devices, share: share ?? 1 } }),
    ...(asked?.cpus !== undefined && { cpus: asked.cpus }),
    ...(asked?.memory !== undefined && { memory: bytesOf("resources.memory", String(asked.memory)) }),
  }
  return {
    ...run,
    slots: found.slots,
    processes: { ...variablesIn(run, env), resources },
    notes: slots === "auto" ? [`--jobs auto: ${found.slots} at one time (${found.why})`] : [],
  }
}
