import { writeFileSync } from "node:fs"
import { availableParallelism } from "node:os"
import { fileURLToPath } from "node:url"
import { entrantNamed } from "../curves/entrant-named.ts"
import { emptyCurve, missing, readCurves, type CurveJob, type CurveRecord, type Part } from "../curves/record.ts"
import { curvesReport, type CurvesAsked } from "../curves/report.ts"
import { worlds, type World } from "../curves/world.ts"
import type { Block } from "../report/block.ts"
import { markdown } from "../report/markdown.ts"
import { page } from "../report/page.ts"
import { appendLine, mendEnd } from "../run/json-lines.ts"
import { pool } from "../run/pool.ts"
import { UsageError } from "../usage-error.ts"
import { begunOf } from "./begun.ts"
import { commandOf, countOption, listOption, textOption } from "./option.ts"
import type { Call, Verb } from "./verb.ts"

/**
 * Plays contestants that hear of every epoch on LCBench: with one worker at so many full-training equivalents, and in virtual time with
 * several. What the file holds already is not played again. Prints the report, with `--report` at once of what the file holds; `--write`
 * keeps it as RESULTS-curves.md and .html.
 */
export const curvesVerb: Verb = {
  usage:
    "curves [--contestants NAME,…] [--use tune|judge] [--tasks 3] [--worlds NAME,…] [--seeds 2] [--parts equivalents,1,8,64] [--equivalents 20] [--trials 100] [--jobs 2] [--out FILE.jsonl] [--report] [--write]",
  options: {
    contestants: "string",
    use: "string",
    tasks: "string",
    worlds: "string",
    seeds: "string",
    parts: "string",
    equivalents: "string",
    trials: "string",
    jobs: "string",
    out: "string",
    report: "boolean",
    write: "boolean",
  },
  files: false,
  async run(call) {
    const out = textOption(call, "out")
    const contestants = listOption(call, "contestants") ?? ["diapason/auto", "random"]
    checkContestants(contestants)
    const plan = { contestants, worlds: chosenWorlds(call), parts: partsOf(call), sizes: sizesOf(call) }
    if (out !== undefined) mendEnd(out)
    const jobs = call.options["report"] === true ? [] : jobsOf(plan, countOption(call, "seeds", 2))
    const todo = missing(jobs, out === undefined ? [] : readCurves([out]).runs)
    const begun = begunOf(call)
    if (out !== undefined && todo.length > 0) appendLine(out, begun)
    const fresh = await playAll(todo, countOption(call, "jobs", Math.min(2, availableParallelism())), out)
    const results = out === undefined ? { begun: [begun], runs: fresh } : readCurves([out])
    write(call, curvesReport(results, { ...plan, command: commandOf(call) }))
    return fresh.some(({ failed }) => failed !== undefined) ? 1 : 0
  },
}

/** What is played, and what the report is about. */
type Plan = Omit<CurvesAsked, "command">

function chosenWorlds(call: Call): readonly World[] {
  const names = listOption(call, "worlds")
  const stranger = names?.find((name) => !worlds.some((world) => world.name === name))
  if (stranger !== undefined) throw new UsageError(`there is no world "${stranger}"; there is ${worlds.map(({ name }) => name).join(", ")}`)
  if (names !== undefined) return worlds.filter(({ name }) => names.includes(name))
  const use = textOption(call, "use") ?? "tune"
  if (use !== "tune" && use !== "judge") throw new UsageError(`--use takes tune or judge, not "${use}"`)
  return worlds.filter((world) => world.use === use).slice(0, countOption(call, "tasks", 3))
}

/** Seed by seed, so that a run that is cut short has whole seeds. */
const jobsOf = ({ contestants, worlds: chosen, parts, sizes }: Plan, seeds: number): readonly CurveJob[] =>
  Array.from({ length: seeds }, (_, seed) =>
    parts.flatMap((part) => {
      const size = part === "equivalents" ? sizes.equivalents : sizes.seconds
      return contestants.flatMap((contestant) => chosen.map(({ name }) => ({ contestant, world: name, seed, part, size })))
    }),
  ).flat()

const sizesOf = (call: Call): Plan["sizes"] => ({
  equivalents: countOption(call, "equivalents", 20),
  seconds: countOption(call, "trials", 100),
})

const partsOf = (call: Call): readonly Part[] => (listOption(call, "parts") ?? ["equivalents", "1", "8", "64"]).map(partOf)

function partOf(text: string): Part {
  if (text === "equivalents") return text
  if (/^[1-9]\d*$/.test(text)) return Number(text)
  throw new UsageError(`--parts takes equivalents and numbers of workers, not "${text}"`)
}

async function playAll(jobs: readonly CurveJob[], processes: number, out: string | undefined): Promise<readonly CurveRecord[]> {
  const records: CurveRecord[] = []
  const heard = (record: CurveRecord): void => {
    records.push(record)
    if (out !== undefined) appendLine(out, record)
    const { contestant, world, seed, part } = record
    process.stderr.write(`${records.length}/${jobs.length} ${contestant} on ${world}, seed ${seed}, ${part}: ${fate(record)}\n`)
  }
  await pool(jobs, processes, new URL("../curves/worker.js", import.meta.url), heard, (job, failed) => ({ ...emptyCurve(job), failed }))
  return records
}

function fate({ failed, unsupported, begun, epochs, full, ms }: CurveRecord): string {
  if (failed !== undefined) return `BROKE: ${failed}`
  if (unsupported !== undefined) return `not supported: ${unsupported}`
  return `${begun} configurations, ${epochs} epochs, ${full} to the last; the tuner took ${(ms / 1000).toFixed(1)} s`
}

function checkContestants(names: readonly string[]): void {
  try {
    names.forEach(entrantNamed)
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

function write(call: Call, blocks: readonly Block[]): void {
  const text = markdown(title, blocks)
  process.stdout.write(text)
  if (call.options["write"] !== true) return
  const folder = fileURLToPath(new URL("../..", import.meta.url))
  writeFileSync(`${folder}/RESULTS-curves.md`, text)
  writeFileSync(`${folder}/RESULTS-curves.html`, page(title, blocks))
}

const title = "What tuners find that watch training curves"
