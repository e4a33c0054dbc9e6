import { leavesToday, type Ledger } from "@diapason/core"
import { wordOf } from "@diapason/executors"
import { ranked, trialBest } from "@diapason/views"
import { bestDocument } from "../../views/best-document.ts"
import { recommendedView } from "../../views/recommended-view.ts"
import { estimateView } from "../../views/estimate-view.ts"
import { winnerWords } from "../../views/winner-words.ts"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { insightFlags } from "../flags/insight.ts"
import { trialsFlags } from "../flags/trials.ts"
import type { Io } from "../io.ts"
import { withLedger, storeUrl } from "../study/open-ledger.ts"
import { codeText } from "../text/code.ts"
import { flagsOf, shellLine } from "../text/argv.ts"
import { bestBlock } from "../text/best-block.ts"
import { configText, countsText, objectivesText } from "../text/best-text.ts"
import { estimateText } from "../text/estimate-text.ts"
import { numberText } from "../text/number.ts"
import { verb } from "../verb.ts"

/** Prints the incumbent, or the whole front of a study with several objectives. */
export const best = verb({
  args: "[study]",
  example: "diapason best --as argv",
  flags: {
    store: commonFlags.store,
    dir: commonFlags.dir,
    json: commonFlags.json,
    top: trialsFlags.top,
    as: trialsFlags.as,
    estimate: insightFlags.estimate,
  },
  run: (f, [study], io) =>
    withLedger(storeUrl(f, io.env), study as string | undefined, (ledger) => {
      const numbers = f.top === undefined ? ledger.front : ranked(ledger).slice(0, f.top)
      if (f.json === true || f.as === "json") {
        const shown = f.top === undefined ? bestDocument(ledger) : topDocument(ledger, numbers)
        io.out(JSON.stringify({ ...shown, ...(f.estimate === true && winnerWords(ledger)) }))
      } else {
        print(ledger, numbers, f.as ?? "table", io)
        if (f.estimate === true && f.as === undefined)
          for (const line of ["", ...winnerWords(ledger).says]) io.out(line === "" ? line : `  ${line}`)
      }
      return numbers.length > 0 ? exit.done : exit.noUsableTrial
    }),
})

/** The best so many trials, one after another. */
function topDocument(ledger: Ledger, numbers: readonly number[]): Readonly<Record<string, unknown>> {
  const recommended = recommendedView(ledger)
  const best = numbers.map((n) => trialBest(ledger, ledger.trials[n]!))
  return { schema: "diapason.best/1", study: ledger.definition.name, best, ...(recommended !== undefined && { recommended }) }
}

function print(ledger: Ledger, numbers: readonly number[], form: "table" | "argv" | "env" | "config" | "code", io: Io): void {
  const first = ledger.trials[numbers[0] ?? -1]
  if (first === undefined) return io.err(`  ${ledger.definition.name} has no usable trial yet: ${countsText(ledger)}`)
  if (form === "argv") return io.out(flagsOf(ledger, first).join(" "))
  if (form === "env")
    return io.out(
      leavesToday(ledger, first)
        .map(({ env, value }) => `${env}=${wordOf(value)}`)
        .join("\n"),
    )
  if (form === "config") return io.out(JSON.stringify(first.config, null, 2))
  if (form === "code") return io.out(codeText(first.config))
  io.out(`  ${io.paint.bold(ledger.definition.name)}  ${objectivesText(ledger)}   ${countsText(ledger)}`)
  for (const line of bestBlock(ledger, numbers, io)) io.out(line)
  const likely = estimateView(ledger)
  if (likely !== undefined) io.out(`       ${estimateText(likely)}`)
  const recommended = recommendedView(ledger)
  if (recommended === undefined || recommended.trial === numbers[0] || ledger.definition.objectives.length > 1) return
  const [estimate] = Object.entries(recommended.estimate).map(([metric, value]) => `${metric} ${numberText(Number(value))}`)
  io.out(`  the results are noisy: #${recommended.trial} is likelier the best, estimated at ${estimate}`)
  io.out(
    `       ${io.paint.dim(shellLine(ledger, ledger.trials[recommended.trial]!) ?? configText(ledger, ledger.trials[recommended.trial]!))}`,
  )
}
