import { execFile } from "node:child_process"
import { readdirSync, readFileSync } from "node:fs"

/** The graphics cards that trials may be given. */
export interface Devices {
  readonly kind: "nvidia" | "amd"
  /** As the variable names them: numbers from 0, or what the surroundings restrict this process to. */
  readonly ids: readonly string[]
  /** The one variable by which a process is told which cards it may see. */
  readonly variable: "CUDA_VISIBLE_DEVICES" | "ROCR_VISIBLE_DEVICES" | "HIP_VISIBLE_DEVICES"
}

/**
 * Looks for cards: `nvidia-smi`, `rocm-smi`, then what the system shows as files; each program has two seconds. Where the surroundings
 * restrict this process already, those cards and no others. Undefined when there are none.
 */
export async function findDevices(env: Readonly<Record<string, string | undefined>> = process.env): Promise<Devices | undefined> {
  const cuda = restricted("nvidia", "CUDA_VISIBLE_DEVICES", env)
  const amd = restricted("amd", "ROCR_VISIBLE_DEVICES", env) ?? restricted("amd", "HIP_VISIBLE_DEVICES", env)
  const given = cuda ?? amd
  if (given !== undefined) return given.ids.length > 0 ? given : undefined
  const nvidia = matches(await answerOf("nvidia-smi", ["-L"], env), /^GPU (\d+):/gm) || names("/dev", /^nvidia\d+$/)
  if (nvidia > 0) return { kind: "nvidia", ids: numbered(nvidia), variable: "CUDA_VISIBLE_DEVICES" }
  const rocm = new Set([...((await answerOf("rocm-smi", ["--showid"], env)) ?? "").matchAll(/^GPU\[(\d+)\]/gm)].map((m) => m[1])).size
  const cards = rocm || kfdCards()
  return cards > 0 ? { kind: "amd", ids: numbered(cards), variable: "ROCR_VISIBLE_DEVICES" } : undefined
}

function restricted(
  kind: Devices["kind"],
  variable: Devices["variable"],
  env: Readonly<Record<string, string | undefined>>,
): Devices | undefined {
  const text = env[variable]
  if (text === undefined) return undefined
  const ids = text.split(",").map((id) => id.trim())
  // As the drivers read it: nothing after the first that is none counts.
  const end = ids.findIndex((id) => id === "" || id.startsWith("-") || id === "NoDevFiles")
  return { kind, ids: [...new Set(end < 0 ? ids : ids.slice(0, end))], variable }
}

/** What a program says; undefined when it is not there, fails, or does not answer in time. */
function answerOf(
  program: string,
  words: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(program, words, { timeout: 2000, killSignal: "SIGKILL", env }, (error, out) => resolve(error === null ? out : undefined))
  })
}

const matches = (text: string | undefined, pattern: RegExp): number => [...(text ?? "").matchAll(pattern)].length

const numbered = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => String(i))

function names(folder: string, pattern: RegExp): number {
  try {
    return readdirSync(folder).filter((name) => pattern.test(name)).length
  } catch {
    return 0
  }
}

/** AMD's compute nodes with processors of graphics; the host itself is a node without. */
function kfdCards(): number {
  const folder = "/sys/class/kfd/kfd/topology/nodes"
  try {
    return readdirSync(folder).filter((node) => /^simd_count [1-9]/m.test(readFileSync(`${folder}/${node}/properties`, "utf8"))).length
  } catch {
    return 0
  }
}
