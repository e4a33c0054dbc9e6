import { fault, faults, type Code, type Ledger, type Words } from "@diapason/core"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { trialsFlags } from "../flags/trials.ts"
import { storeUrl, withLedger } from "../study/open-ledger.ts"
import { splitTrial, trialOf } from "../study/trial-of.ts"
import { configText } from "../text/best-text.ts"
import { whyText } from "../text/trial-rows.ts"
import { verb } from "../verb.ts"

/** Why a trial was suggested or stopped, or what a code means. */
export const explain = verb({
  args: "<trial-or-code> [study]",
  example: "diapason explain 17",
  flags: { store: commonFlags.store, dir: commonFlags.dir, json: commonFlags.json, stop: trialsFlags.stop },
  run: async (f, [topic, study], io) => {
    const name = topic as string
    if (/^[dD]\d{3}$/.test(name)) {
      const { mend: fix, kept, ...words } = explainCode(name.toUpperCase())
      const told = { ...words, fix, ...(kept !== undefined && { kept }) }
      if (f.json === true) io.out(JSON.stringify({ schema: "diapason.explain/1", code: name.toUpperCase(), ...told }))
      else for (const [key, text] of Object.entries(told)) io.out(`  ${key.padEnd(5)} ${text}`)
      return exit.done
    }
    const named = splitTrial(name)
    return withLedger(storeUrl(f, io.env), (study as string | undefined) ?? named.study, (ledger) => {
      const told = explainTrial(ledger, named.trial, f.stop === true)
      if (f.json === true) io.out(JSON.stringify({ schema: "diapason.explain/1", study: ledger.definition.name, ...told }))
      else for (const line of told.lines) io.out(`  ${line}`)
      return exit.done
    })
  },
})

function explainTrial(ledger: Ledger, name: string, stop: boolean): { readonly trial: number; readonly lines: readonly string[] } {
  const trial = trialOf(ledger, name)
  if (stop) return { trial: trial.number, lines: [`#${trial.number} is ${trial.state}: ${whyText(trial)}`] }
  return {
    trial: trial.number,
    lines: [
      `#${trial.number} came from ${trial.by} at log position ${trial.basis}.`,
      configText(ledger, trial),
      trial.why,
      ...(whyText(trial) === trial.why ? [] : [`It is ${trial.state}: ${whyText(trial)}`]),
    ],
  }
}

/** The words of a code, its facts standing as <names>. Throws D146. */
export function explainCode(code: string): Words {
  if (!(code in faults)) throw fault("D146", { topic: code })
  const facts: unknown = new Proxy({}, { get: (_, name) => unknownFact(String(name)) })
  return (faults[code as Code] as (facts: unknown) => Words)(facts)
}

/** A fact that is not known: prints as its name, whatever is asked of it. */
function unknownFact(name: string): unknown {
  const text = `<${name}>`
  return new Proxy(() => text, {
    get: (_, key) =>
      key === Symbol.toPrimitive || key === "toString" || key === "toJSON" ? () => text : key === "length" ? 1 : unknownFact(name),
    apply: () => unknownFact(name),
  })
}
