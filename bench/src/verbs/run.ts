import { availableParallelism } from "node:os"
import { contestantNamed } from "../contestants/contestant-named.ts"
import { problems } from "../problems.ts"
import { appendLine, mendEnd } from "../run/json-lines.ts"
import { emptyRecord } from "../run/play.ts"
import { planned } from "../run/planned.ts"
import { pool } from "../run/pool.ts"
import { readResults, type Job, type RunRecord } from "../run/record.ts"
import { selected } from "../selected.ts"
import { UsageError } from "../usage-error.ts"
import { begunOf } from "./begun.ts"
import { countOption, listOption, textOption } from "./option.ts"
import type { Call, Verb } from "./verb.ts"

/** Plays every contestant on every problem with every seed, `--parallel` trials in flight, and appends a line to the file as each ends. */
export const runVerb: Verb = {
  usage:
    "run --contestants NAME,… [--problems NAME,…] [--family NAME,…] [--use tune|judge] [--seeds 5] [--trials 100] [--parallel 1] [--jobs 2] --out FILE.jsonl",
  options: {
    contestants: "string",
    problems: "string",
    family: "string",
    use: "string",
    seeds: "string",
    trials: "string",
    parallel: "string",
    jobs: "string",
    out: "string",
  },
  files: false,
  async run(call) {
    const out = textOption(call, "out")
    const contestants = listOption(call, "contestants") ?? []
    if (out === undefined) throw new UsageError("--out says which file takes the results")
    if (contestants.length === 0) throw new UsageError("--contestants says who takes part")
    checkContestants(contestants)
    const chosen = selected(problems, selectionOf(call)).map(({ name }) => name)
    const [seeds, trials, parallel] = [countOption(call, "seeds", 5), countOption(call, "trials", 100), countOption(call, "parallel", 1)]
    const wanted = { contestants, problems: chosen, seeds, trials, parallel }
    const jobs = planned(wanted, readResults([out]).runs)
    mendEnd(out)
    if (jobs.length > 0) appendLine(out, begunOf(call))
    return playAll(jobs, countOption(call, "jobs", Math.min(2, availableParallelism())), (record) => appendLine(out, record))
  },
}

/** What the options say of problems. */
export function selectionOf(call: Call) {
  const [names, families, use] = [listOption(call, "problems"), listOption(call, "family"), textOption(call, "use")]
  return { ...(names && { problems: names }), ...(families && { families }), ...(use !== undefined && { use }) }
}

/** Plays jobs in child processes and tells of each on standard error; the exit code is 1 when any broke. */
export async function playAll(jobs: readonly Job[], processes: number, onRecord: (record: RunRecord) => void): Promise<number> {
  let [ended, broken] = [0, 0]
  const heard = (record: RunRecord): void => {
    onRecord(record)
    ended++
    if (record.failed !== undefined) broken++
    process.stderr.write(`${ended}/${jobs.length} ${record.contestant} on ${record.problem}, seed ${record.seed}: ${fate(record)}\n`)
  }
  await pool(jobs, processes, new URL("../run/worker.js", import.meta.url), heard, lost)
  return broken > 0 ? 1 : 0
}

const lost = (job: Job, failed: string): RunRecord => ({ ...emptyRecord(job), failed })

function fate({ failed, unsupported, ms }: RunRecord): string {
  if (failed !== undefined) return `BROKE: ${failed}`
  if (unsupported !== undefined) return `not supported: ${unsupported}`
  return `${(ms.reduce((sum, x) => sum + x, 0) / 1000).toFixed(1)} s for ${ms.length} suggestions`
}

function checkContestants(names: readonly string[]): void {
  try {
    names.forEach(contestantNamed)
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}
