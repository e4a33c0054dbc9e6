import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fault, type EngineJob, type Submitted } from "@diapason/core"
import { batchScript } from "./batch-script.ts"
import type { Queue } from "./queue.ts"
import { refusal } from "./refusal.ts"
import { sbatchWords } from "./sbatch-words.ts"
import type { SlurmOptions } from "./settings.ts"
import { lastLine, type RunTool } from "./tools.ts"

/**
 * Hands jobs in, those of equal resources together as an array. The script in a job's folder is written before: where there is one,
 * somebody may have handed the job in and not heard the answer, and it is looked for by its name.
 */
export async function handIn(
  jobs: readonly EngineJob[],
  dir: string,
  options: SlurmOptions,
  run: RunTool,
  queue: Queue,
): Promise<readonly Submitted[]> {
  const answers = new Map<string, Submitted>()
  const tried = jobs.filter(({ folder }) => existsSync(join(folder, scriptName)))
  if (tried.length > 0)
    for (const [name, id] of await queue.named(tried.map(({ name }) => name))) answers.set(name, { kind: "submitted", id })
  mkdirSync(dir, { recursive: true })
  const fresh = [...new Map(jobs.map((job) => [job.name, job])).values()].filter(({ name }) => !answers.has(name))
  for (const alike of groups(fresh)) {
    for (let at = 0, size = mostInArray; at < alike.length;) {
      const some = alike.slice(at, at + size)
      const answer = await handInAlike(some, dir, options, run)
      // A limit on jobs may have room for some of them.
      if (answer.kind === "later" && some.length > 1) {
        size = Math.ceil(some.length / 2)
        continue
      }
      some.forEach(({ name }, i) =>
        answers.set(name, answer.kind === "submitted" && some.length > 1 ? { ...answer, id: `${answer.id}_${i}` } : answer),
      )
      at += some.length
      if (answer.kind !== "later") continue
      for (const { name } of alike.slice(at)) answers.set(name, answer)
      break
    }
  }
  return jobs.map(({ name }) => answers.get(name)!)
}

/** One call of sbatch. */
async function handInAlike(jobs: readonly EngineJob[], dir: string, options: SlurmOptions, run: RunTool): Promise<Submitted> {
  const { gpus } = jobs[0]!.resources
  if (gpus !== undefined && !Number.isInteger(gpus))
    return {
      kind: "refused",
      why: `Slurm gives whole GPUs, not ${gpus}`,
      mend: "ask for whole ones, or name a shared kind that the site has: gpuType shard",
    }
  for (const job of jobs) write(join(job.folder, scriptName), batchScript([job], options.setup))
  const script = join(jobs[0]!.folder, jobs.length > 1 ? "slurm-array.sh" : scriptName)
  if (jobs.length > 1) write(script, batchScript(jobs, options.setup))
  const said = await run("sbatch", [...sbatchWords(jobs, dir, options), script])
  const id = /^(\d+)(;.*)?$/m.exec(said.out)?.[1]
  if (said.code === 0 && id !== undefined) return { kind: "submitted", id }
  const partitions = /partition/i.test(said.err) ? (await run("sinfo", ["-h", "-o", "%R"])).out.split(/\s+/).filter(Boolean) : []
  const answer = refusal(said.err, [...new Set(partitions)])
  if (answer === undefined) throw fault("D442", { tool: "sbatch", detail: lastLine(said.err) })
  return answer
}

/** Jobs of equal resources together. */
function groups(jobs: readonly EngineJob[]): readonly (readonly EngineJob[])[] {
  const found = new Map<string, EngineJob[]>()
  for (const job of jobs) {
    const { cpus, gpus, memory, time } = job.resources
    const key = JSON.stringify([cpus, gpus, memory, time])
    found.set(key, [...(found.get(key) ?? []), job])
  }
  return [...found.values()]
}

/** A script has the attempt's variables in it, so it is for its owner alone. */
function write(path: string, text: string): void {
  writeFileSync(path, text, { mode: 0o700 })
  chmodSync(path, 0o700)
}

const scriptName = "slurm.sh"

/** Sites allow a thousand and one, by default. Their names stand in one comment. */
const mostInArray = 100
