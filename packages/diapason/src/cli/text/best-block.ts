import type { Ledger } from "@diapason/core"
import type { Io } from "../io.ts"
import { runText } from "./argv.ts"
import { configText, valuesText } from "./best-text.ts"
import { outsideText } from "./revision-text.ts"
import { againstText, ledgerAgainst, trialView } from "@diapason/views"
import { numberText } from "./number.ts"

/** The given trials for a person: values, configuration, and the command that runs the first of them again. */
export function bestBlock(ledger: Ledger, numbers: readonly number[], io: Pick<Io, "paint">): readonly string[] {
  const lines = numbers.map((n, i) => {
    const trial = ledger.trials[n]!
    const { steps } = trialView(trial)
    const name = i === 0 ? io.paint.bold(`#${n}`) : `#${n}`
    return `  ${name}  ${valuesText(ledger, trial)}   ${configText(ledger, trial)}${steps > 0 ? `   step ${steps}` : ""}${outsideText(ledger, trial)}`
  })
  const against = numbers[0] === ledger.front[0] ? ledgerAgainst(ledger) : undefined
  if (against !== undefined && against.trial !== numbers[0]) lines.splice(1, 0, `       ${againstText(against, numberText)}`)
  const best = ledger.trials[numbers[0] ?? -1]
  const command = best === undefined ? undefined : runText(ledger, best)
  return command === undefined ? lines : [...lines, `       ${io.paint.dim(command)}`]
}
