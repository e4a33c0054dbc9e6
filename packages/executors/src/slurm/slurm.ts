import { resolve } from "node:path"
import { fault, type Engine, type JobState } from "@diapason/core"
import { handIn } from "./hand-in.ts"
import { byId, rowOf } from "./listed.ts"
import { fileOutput } from "./output.ts"
import { queue } from "./queue.ts"
import type { SlurmOptions } from "./settings.ts"
import { stateOf } from "./state-of.ts"
import { lastLine, tools } from "./tools.ts"

/**
 * Slurm, by its own command line tools: sbatch, squeue, scancel, and sacct where the site has accounting. Ids are those of Slurm: `17`, or
 * `16_4` for a task of an array.
 */
export function slurm(options: SlurmOptions = {}): Engine {
  const dir = resolve(options.dir ?? ".diapason/slurm")
  const run = tools(options.env, options.patience)
  const known = queue(run)
  let turn: Promise<unknown> = Promise.resolve()
  const cancel = async (...words: readonly string[]): Promise<void> => {
    const { code, err } = await run("scancel", words)
    if (code !== 0 && !over.test(err)) throw fault("D442", { tool: "scancel", detail: lastLine(err) })
  }
  return {
    name: "slurm",
    submit(jobs) {
      const answers = turn.then(() => handIn(jobs, dir, options, run, known))
      turn = answers.catch(() => undefined)
      return answers
    },
    find: (names) => known.named(names),
    async look(ids) {
      if (ids.length === 0) return new Map()
      const rows = byId(await known.listed())
      const lost = ids.filter((id) => rowOf(rows, id) === undefined)
      const recorded = byId(await known.recorded(lost))
      return new Map(
        ids.map((id): [string, JobState] => {
          const row = rowOf(rows, id) ?? recorded.get(id)
          return [id, row === undefined ? { kind: "unknown" } : stateOf(row)]
        }),
      )
    },
    output: (id) => fileOutput(dir, id),
    async end(id, grace) {
      const row = rowOf(byId(await known.listed()), id)
      if (row === undefined) return
      const { kind } = stateOf(row)
      // A signal for a task that waits would reach others of its array.
      if (kind === "waiting") return cancel(id)
      if (kind !== "running") return
      const kill = async (): Promise<void> => {
        await cancel("--full", "--signal=KILL", row.job)
        await cancel(row.job)
      }
      await cancel("--full", "--signal=TERM", row.job)
      if (grace === 0) return kill()
      setTimeout(() => void kill().catch(() => undefined), grace)
    },
  }
}

/** What scancel says of jobs that have ended. */
const over = /already completing|Invalid job id|not running|Job has finished/i
