import { parseArgs } from "node:util"
import { UsageError } from "./usage-error.ts"
import { curvesVerb } from "./verbs/curves.ts"
import { digitsArchitectureVerb } from "./verbs/digits-architecture.ts"
import { populationVerb } from "./verbs/population.ts"
import { reportVerb } from "./verbs/report.ts"
import { runVerb } from "./verbs/run.ts"
import { smokeVerb } from "./verbs/smoke.ts"
import { transferVerb } from "./verbs/transfer.ts"
import type { Verb } from "./verbs/verb.ts"

/** What `npm run bench --` does beside the benchmarks of speed: contests between tuners. */
export const verbs: Readonly<Record<string, Verb>> = {
  run: runVerb,
  report: reportVerb,
  smoke: smokeVerb,
  curves: curvesVerb,
  population: populationVerb,
  transfer: transferVerb,
  "digits-architecture": digitsArchitectureVerb,
}

/** Runs one verb; resolves with the exit code. `machine` is what the figures are measured on. */
export async function main([name = "", ...words]: readonly string[], machine: Readonly<Record<string, string | number>>): Promise<number> {
  const verb = verbs[name]
  if (verb === undefined) throw new Error(`no verb ${name}`)
  try {
    const { values, positionals } = parsed(verb, words)
    return await verb.run({ options: values, files: positionals, words: [name, ...words], machine })
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    process.stderr.write(`${error.message}\n\n  npm run bench -- ${verb.usage}\n`)
    return 2
  }
}

function parsed(verb: Verb, words: readonly string[]) {
  try {
    const options = Object.fromEntries(Object.entries(verb.options).map(([key, type]) => [key, { type }]))
    return parseArgs({ args: [...words], options, allowPositionals: verb.files })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}
