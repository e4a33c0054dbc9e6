import { recognise } from "@diapason/algorithms"
import { assemble, drawFeasible, drawFlat, leaves, type Ledger, type Space } from "@diapason/core"
import { checkReach } from "@diapason/executors"
import { rng } from "@diapason/math"
import { lint as lintOf } from "../../lint/lint.ts"
import type { Finding } from "../../lint/finding.ts"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { exchangeFlags } from "../flags/exchange.ts"
import type { Io } from "../io.ts"
import { recordedLedger } from "../study/recorded-ledger.ts"
import { valueText } from "../text/number.ts"
import { scriptFiles } from "../init/script-files.ts"
import { fixFile } from "../lint/fix-file.ts"
import { processStyle } from "../tune/process-style.ts"
import { runSettingsOf } from "../tune/run-settings.ts"
import { settingsOf, type Settings } from "../tune/settings.ts"
import { wholeStudyFlags } from "../tune/whole-study-flags.ts"
import { tuningOf } from "../tune/wanted.ts"
import { defaultDir, storeUrl } from "../study/open-ledger.ts"
import { verb } from "../verb.ts"

/** Looks at a study before it runs, and at what it has found so far: what is allowed, and likely not meant. No trial runs. */
export const lint = verb({
  args: "[command...]",
  example: "diapason lint -p dropout=0.000001..0.5 --minimize val_loss -- python train.py",
  flags: { ...wholeStudyFlags, strict: exchangeFlags.strict, fix: exchangeFlags.fix, sample: exchangeFlags.sample, json: commonFlags.json },
  async run(f, [words], io) {
    const settings = await settingsOf(f, words as readonly string[], io)
    const tuning = tuningOf(settings, f)
    const run = runSettingsOf(settings.values, defaultDir)
    checkReach(processStyle(tuning, run))
    const ledger: Ledger | undefined = await recordedLedger(storeUrl(settings.values, io.env), tuning.wanted.name)
    const source = scriptFiles(tuning.command, settings.values.workdir ?? process.cwd())
    const [job] = recognise(
      source.map(({ text }) => text).join("\n"),
      tuning.space.parameters.map(({ name }) => name),
    )
    const more = { ...(ledger !== undefined && { ledger }), ...(job !== undefined && { job }) }
    const found = lintOf({ ...tuning, slots: run.slots, ...more })
    const fixed = f.fix === true ? fixFile(found, settings) : []
    const samples = Array.from({ length: f.sample ?? 0 }, (_, i) => sampled(tuning.space, i))
    if (f.json === true)
      io.out(
        JSON.stringify({ schema: "diapason.lint/1", study: tuning.wanted.name, findings: found.map(placed(settings)), fixed, samples }),
      )
    else print(found, fixed, samples, settings, tuning.space, io)
    return f.strict === true && found.length > fixed.length ? exit.preflight : exit.done
  },
})

/** A random configuration that the constraints allow; null where none was found. */
function sampled(space: Space, number: number): ReturnType<typeof assemble> | null {
  const random = rng(0, number, "random", 1)
  const flat = drawFeasible(space, () => drawFlat(space, () => random.uniform()))
  return flat === undefined ? null : assemble(space, flat)
}

const placed =
  ({ placeOf }: Settings) =>
  (one: Finding): Finding & { readonly at?: string } => {
    const at = one.parameter === undefined ? undefined : placeOf(["space", one.parameter])
    return { ...one, ...(at !== undefined && { at }) }
  }

function print(
  found: readonly Finding[],
  fixed: readonly string[],
  samples: readonly ReturnType<typeof sampled>[],
  settings: Settings,
  space: Space,
  io: Io,
): void {
  for (const { level, code, what, fix, why, at } of found.map(placed(settings))) {
    const mark = level === "warn" ? io.paint.yellow("warn") : io.paint.cyan("hint")
    io.out(`  ${mark} ${io.paint.bold(code)}  ${what}${at === undefined ? "" : `   ${io.paint.dim(at)}`}`)
    io.out(`             ${io.paint.dim("why")}  ${why}`)
    io.out(`             ${io.paint.dim("fix")}  ${fix}`)
  }
  for (const line of fixed) io.out(`  fixed  ${line}`)
  for (const [i, config] of samples.entries()) {
    const text =
      config === null
        ? "nothing that the constraints allow was found"
        : leaves(space, config)
            .map(({ flag, value }) => `${flag} ${valueText(value)}`)
            .join("  ")
    io.out(`  ${io.paint.dim(`random ${i + 1}`)}  ${text}`)
  }
  const warnings = found.filter(({ level }) => level === "warn").length
  io.out(
    found.length === 0
      ? "  nothing to say: the space looks as it was meant"
      : `  ${warnings} warning${warnings === 1 ? "" : "s"}, ${found.length - warnings} hint${found.length - warnings === 1 ? "" : "s"}, 0 errors`,
  )
}
