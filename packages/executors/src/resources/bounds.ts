import { fault } from "@diapason/core"
import type { Devices } from "./devices.ts"
import type { Granted, Resources } from "./resources.ts"
import { limitsAddressSpace, processorsHere } from "./system-limits.ts"

/** A command that keeps to what was granted: a shell sets the limits and becomes the program, so the process stays the same. */
export function bounded(words: readonly string[], { memory, cpus }: Granted): readonly string[] {
  const steps = [
    ...(cpus !== undefined ? [`taskset -cp ${cpus.join(",")} $$ >/dev/null 2>&1`] : []),
    ...(memory !== undefined && limitsAddressSpace() ? [`ulimit -v ${Math.max(1, Math.floor(memory / 1024))}`] : []),
  ]
  return steps.length === 0 ? words : ["/bin/sh", "-c", `${steps.join("; ")}; exec "$@"`, "sh", ...words]
}

/** The variables that tell an attempt what it was given. `known`: what is set already, and stays. */
export function grantedVariables(
  granted: Granted,
  cpus: number | undefined,
  devices: Devices | undefined,
  known: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const threads = cpus === undefined ? [] : threadVariables.filter((name) => known[name] === undefined)
  return {
    ...(Object.keys(granted).length > 0 && { DIAPASON_RESOURCES: JSON.stringify(granted) }),
    ...(devices !== undefined && granted.gpus !== undefined && { [devices.variable]: granted.gpus.join(",") }),
    ...Object.fromEntries(threads.map((name) => [name, String(cpus)])),
  }
}

/** How many threads libraries of arithmetic start; each would start one for every processor of the machine. */
const threadVariables = ["OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMEXPR_NUM_THREADS"]

/** What is not kept as it may seem, each in a sentence: D224. */
export function weakLimits({ memory, cpus }: Resources): readonly string[] {
  const words = (limit: string, how: string): string => fault("D224", { limit, how }).words.what
  return [
    ...(memory === undefined
      ? []
      : [
          limitsAddressSpace()
            ? words(
                "memory of a trial",
                "the limit counts reserved address space of each of its processes, not what they use; CUDA and Java reserve much more",
              )
            : words("memory of a trial", "this system sets no such limit; trials are not held to it"),
        ]),
    ...(cpus === undefined || processorsHere().length > 0
      ? []
      : [words("processors of a trial", "taskset is missing or not allowed; only OMP_NUM_THREADS and its like tell the script")]),
  ]
}
