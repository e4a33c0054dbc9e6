import { fault, toWireMetrics } from "@diapason/core"
import { survey, type Survey } from "@diapason/executors"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { exchangeFlags } from "../flags/exchange.ts"
import { studyFlags } from "../flags/study.ts"
import { captureLines } from "../text/capture-lines.ts"
import { similarName } from "../text/similar-name.ts"
import { verb } from "../verb.ts"

/** Applies the rules by which metrics are found to something that a script has printed or written. */
export const capture = verb({
  args: "<what> <file>",
  example: "diapason capture test train.log --minimize val_loss",
  flags: { minimize: studyFlags.minimize, maximize: studyFlags.maximize, regex: exchangeFlags.regex, json: commonFlags.json },
  async run(f, [what, file], io) {
    if (what !== "test") throw fault("D140", { flag: "capture", text: what as string, expected: "capture test FILE" })
    const named = [...(f.minimize ?? []), ...(f.maximize ?? [])]
    const found = await survey(file as string, {
      ...(named.length > 0 && { names: named }),
      rules: { ...(f.regex !== undefined && { regex: f.regex }) },
    })
    const missing = named
      .filter((name) => !found.metrics.some((metric) => metric.name === name))
      .map((metric) => ({ metric, meant: similarName(metric, found.seen) }))
    if (f.json === true) io.out(JSON.stringify(viewOf(file as string, found, missing)))
    else for (const line of captureLines(file as string, found, missing, io)) io.out(line)
    return missing.length > 0 || found.metrics.length === 0 ? exit.preflight : exit.done
  },
})

const viewOf = (file: string, found: Survey, missing: readonly { metric: string; meant: string | undefined }[]): object => ({
  schema: "diapason.capture/1",
  file,
  kind: found.kind,
  steps: found.steps,
  metrics: found.metrics.map(({ name, values, steps, first: { value, step, line, text, form, from }, last, notFinite }) => ({
    metric: name,
    values,
    steps,
    form,
    ...toWireMetrics({ last }),
    first: { ...toWireMetrics({ value }), step, line, text },
    notFinite,
    ...(from !== "" && { stepFrom: from }),
  })),
  missing,
  late: found.late,
  notes: found.notes.map(([code, text]) => ({ code, text })),
})
