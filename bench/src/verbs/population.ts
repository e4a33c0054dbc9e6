import { readFileSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { playContest, type Played } from "../population/contest.ts"
import { loadDigits } from "../population/digits.ts"
import { populationReport } from "../population/report.ts"
import { tasks } from "../population/task.ts"
import { markdown } from "../report/markdown.ts"
import { begunOf } from "./begun.ts"
import { countOption } from "./option.ts"
import type { Verb } from "./verb.ts"

/**
 * A population against constant values at equal compute on handwritten digits, and its schedule trained again. Prints the report, or all
 * that was played as one JSON document; `--write` keeps the first as RESULTS-population.md. Without it nothing is written, but for the
 * example's own cache of the digits.
 */
export const populationVerb: Verb = {
  usage: "population [--quick] [--seeds 10] [--population 8] [--json] [--write]",
  options: { quick: "boolean", seeds: "string", population: "string", json: "boolean", write: "boolean" },
  files: false,
  async run(call) {
    const quick = call.options["quick"] === true
    const seeds = countOption(call, "seeds", quick ? 2 : 10)
    const population = countOption(call, "population", 8)
    const chosen = tasks.filter(({ name }) => !quick || name === "short")
    const begun = begunOf(call)
    const digits = await loadDigits()
    const all: Played[] = []
    for (let seed = 0; seed < seeds; seed++)
      for (const task of chosen)
        all.push(...(await playContest(digits, task, seed, population, (played) => process.stderr.write(`${progress(played)}\n`))))
    const text = markdown(title, populationReport(all, { tasks: chosen, seeds, population, begun, versions }))
    const document = { schema: "diapason.bench.population/1", ...begun, versions, population, played: all }
    process.stdout.write(call.options["json"] === true ? `${JSON.stringify(document, undefined, 2)}\n` : text)
    if (call.options["write"] === true) writeFileSync(fileURLToPath(new URL("../../RESULTS-population.md", import.meta.url)), text)
    return 0
  },
}

const progress = ({ task, seed, contestant, test, validation, epochs, trials }: Played): string =>
  `${task}, seed ${seed}: ${contestant} ${percent(test)} on test, ${percent(validation)} on validation; ${trials} trials, ${epochs} epochs`

const percent = (share: number): string => `${(100 * share).toFixed(2)} %`

const versions = {
  diapason: (JSON.parse(readFileSync(new URL("../../../packages/diapason/package.json", import.meta.url), "utf8")) as { version: string })
    .version,
  node: process.versions.node,
}

const title = "A population against constant values"
