import type { EngineJob, JobResources } from "@diapason/core"
import { commentOf } from "./listed.ts"
import type { SlurmOptions } from "./settings.ts"

/** The words of sbatch for jobs of equal resources; the script comes after them. `dir` is whole. */
export function sbatchWords(jobs: readonly EngineJob[], dir: string, options: SlurmOptions): readonly string[] {
  const { partition, account, qos, notice, requeue = false, words = [], atOnce } = options
  const [first] = jobs
  const place = dir.replaceAll("%", "%%")
  const array = jobs.length > 1
  return [
    ...(partition === undefined ? [] : [`--partition=${partition}`]),
    ...(account === undefined ? [] : [`--account=${account}`]),
    ...(qos === undefined ? [] : [`--qos=${qos}`]),
    ...(notice === undefined ? [] : [`--signal=B:${notice.signal.slice(3)}@${Math.ceil(notice.before / 1000)}`]),
    "--ntasks=1",
    ...resourceWords(first!.resources, options),
    "--export=ALL",
    ...words,
    "--parsable",
    requeue ? "--requeue" : "--no-requeue",
    "--open-mode=append",
    `--job-name=${first!.name}`,
    `--comment=${commentOf(jobs)}`,
    `--output=${place}/${array ? "%A_%a" : "%j"}.out`,
    ...(array ? [`--array=0-${jobs.length - 1}${atOnce === undefined ? "" : `%${atOnce}`}`] : []),
  ]
}

function resourceWords({ cpus, gpus, memory, time }: JobResources, { gpuType }: SlurmOptions): readonly string[] {
  const kind = gpuType === undefined ? "" : `${gpuType}:`
  return [
    ...(cpus === undefined ? [] : [`--cpus-per-task=${Math.ceil(cpus)}`]),
    ...(gpus === undefined || gpus === 0 ? [] : [`--gres=gpu:${kind}${gpus}`]),
    ...(memory === undefined ? [] : [`--mem=${Math.ceil(memory / 2 ** 20)}M`]),
    ...(time === undefined ? [] : [`--time=${minutes(time)}`]),
  ]
}

/** `MINUTES:SECONDS`. */
function minutes(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`
}
