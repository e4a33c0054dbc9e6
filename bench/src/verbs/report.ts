import { writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { problems } from "../problems.ts"
import { markdown } from "../report/markdown.ts"
import { page } from "../report/page.ts"
import { report } from "../report/report.ts"
import { readResults, type Results, type RunRecord } from "../run/record.ts"
import { selected } from "../selected.ts"
import { UsageError } from "../usage-error.ts"
import { commandOf, countOption, listOption, textOption } from "./option.ts"
import { selectionOf } from "./run.ts"
import type { Call, Verb } from "./verb.ts"

/** Writes RESULTS.md and RESULTS.html from results files; `--print` shows the first instead. */
export const reportVerb: Verb = {
  usage:
    "report FILE.jsonl… [--contestants NAME,…] [--problems NAME,…] [--family NAME,…] [--use tune|judge] [--trials N] [--parallel Q] [--out FOLDER] [--print]",
  options: {
    contestants: "string",
    problems: "string",
    family: "string",
    use: "string",
    trials: "string",
    parallel: "string",
    out: "string",
    print: "boolean",
  },
  files: true,
  run(call) {
    if (call.files.length === 0) throw new UsageError("which files?")
    const all = readResults(call.files)
    const parallel = countOption(call, "parallel", leastParallel(all))
    const results = { ...all, runs: all.runs.filter((run) => run.parallel === parallel) }
    const there = new Set(results.runs.map(({ problem }) => problem))
    const chosen = selected(problems, selectionOf(call)).filter(({ name }) => there.has(name))
    const trials = countOption(call, "trials", Math.max(1, ...results.runs.map((run) => run.trials)))
    const contestants = listOption(call, "contestants") ?? appearing(results.runs)
    const blocks = report(results, { contestants, problems: chosen, trials, parallel, command: commandOf(call) })
    write(call, markdown(title, blocks), page(title, blocks))
    return Promise.resolve(0)
  },
}

const title = "What each tuner finds"

/** Runs with other numbers of trials in flight are not compared with each other: without a word, those with the fewest are shown. */
const leastParallel = ({ runs }: Results): number => runs.reduce((least, run) => Math.min(least, run.parallel), runs[0]?.parallel ?? 1)

/** Diapason's first, then the others, as they first appear. */
function appearing(runs: readonly RunRecord[]): readonly string[] {
  const names = [...new Set(runs.map(({ contestant }) => contestant))]
  const own = names.filter((name) => name.startsWith("diapason/"))
  return [
    ...own.filter((name) => name === "diapason/auto"),
    ...own.filter((name) => name !== "diapason/auto"),
    ...names.filter((name) => !own.includes(name)),
  ]
}

function write(call: Call, text: string, html: string): void {
  if (call.options["print"] === true) {
    process.stdout.write(text)
    return
  }
  const folder = textOption(call, "out") ?? fileURLToPath(new URL("../..", import.meta.url))
  writeFileSync(`${folder}/RESULTS.md`, text)
  writeFileSync(`${folder}/RESULTS.html`, html)
  process.stderr.write("wrote RESULTS.md and RESULTS.html\n")
}
