import { findDevices, slotsFor, type Resources } from "@diapason/executors"
import type { ConfigFile } from "../config/config-file.ts"
import { bytesOf } from "../text/bytes.ts"
import type { RunSettings } from "./run-settings.ts"

/** Running as this machine can: its cards are looked for where they are asked for, or `auto` has to know them. Throws D140, D165, D166. */
export async function onThisMachine(
  run: RunSettings,
  { parallel, resources: asked }: Pick<ConfigFile, "parallel" | "resources">,
  env: Readonly<Record<string, string | undefined>>,
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
    processes: { ...run.processes, resources },
    notes: slots === "auto" ? [`--jobs auto: ${found.slots} at one time (${found.why})`] : [],
  }
}
