import { parseParameter, fault, type Json } from "@diapason/core"
import { configText } from "../config-text/config-text.ts"
import { defaultFile, writeConfig } from "../config-text/write-config.ts"
import { convertFile } from "../convert/convert-file.ts"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { exchangeFlags } from "../flags/exchange.ts"
import { studyFlags } from "../flags/study.ts"
import type { FoundMetric } from "../init/find-metrics.ts"
import { baselineOf, initConfig, provenItems } from "../init/init-config.ts"
import { initText } from "../init/init-text.ts"
import { inspect, type Inspected } from "../init/inspect.ts"
import { verb } from "../verb.ts"

/** Looks at a script and proposes a configuration file for it. */
export const init = verb({
  args: "[command...]",
  example: "diapason init -- python train.py",
  flags: {
    run: exchangeFlags.run,
    minimize: studyFlags.minimize,
    maximize: studyFlags.maximize,
    from: exchangeFlags.fromFile,
    force: exchangeFlags.force,
    output: exchangeFlags.output,
    json: commonFlags.json,
  },
  async run(f, [words], io) {
    const command = words as readonly string[]
    const [file, force, json] = [f.output ?? defaultFile, f.force === true, f.json === true]
    if (f.from !== undefined) return convertFile(f.from, { file, force, json, strict: false }, io)
    if (command.length === 0) throw fault("D142", { given: "init" })
    const inspected = await inspect(command, process.cwd(), io.env, f.run !== false)
    const asked = [...named(f.minimize, "minimize"), ...named(f.maximize, "maximize")]
    const objectives = asked.length > 0 ? asked : inspected.metrics.slice(0, 1)
    for (const line of json ? [] : initText(inspected, objectives, asked.length > 0)) io.err(line)
    const text = configText(initConfig(inspected, objectives))
    writeConfig(file, text, force, json ? { ...io, out: () => undefined } : io)
    if (json)
      io.out(JSON.stringify({ schema: "diapason.init/1", ...(file === "-" ? { text } : { file }), ...viewOf(inspected, objectives) }))
    else if (file !== "-") io.err(`  Wrote ${file}. Look at the ranges, then: diapason tune`)
    return exit.done
  },
})

const named = (metrics: readonly string[] | undefined, direction: FoundMetric["direction"]): readonly FoundMetric[] =>
  (metrics ?? []).map((name) => ({ name, direction }))

function viewOf({ found, proposals, script, notes, metrics, job }: Inspected, objectives: readonly FoundMetric[]): object {
  const { values, unknown } = baselineOf(proposals)
  const space = proposals.flatMap((proposal): readonly (readonly [string, Json])[] =>
    proposal.kind === "tune" ? [[proposal.flag.name, parseParameter(proposal.spec).json as unknown as Json]] : [],
  )
  const metricView = ({ name, direction }: FoundMetric): object => ({ metric: name, direction })
  return {
    family: found.family.name,
    from: found.from,
    ...(script !== undefined && { script }),
    flags: proposals.map(({ flag, kind, ...rest }) => ({ ...flag, does: kind, ...("why" in rest && { why: rest.why }) })),
    space: Object.fromEntries(space),
    ...(unknown.length === 0 && space.length > 0 && { baseline: values }),
    ...(job !== undefined && {
      job: job.name,
      proven: provenItems(proposals, job).map(({ value, why }) => ({ config: value, source: why })),
    }),
    objectives: objectives.map(metricView),
    found: metrics.map(metricView),
    notes,
  }
}
