import { fault, type Ledger, type Trial } from "@diapason/core"

/** A trial as a person names it: `17`, `name#17`, `best`, `last`. */
export function splitTrial(text: string): { readonly study?: string; readonly trial: string } {
  const hash = text.lastIndexOf("#")
  return hash > 0 ? { study: text.slice(0, hash), trial: text.slice(hash + 1) } : { trial: text.replace(/^#/, "") }
}

/** Throws D144 when there is no such trial. */
export function trialOf(ledger: Ledger, name: string): Trial {
  const number =
    name === "best" ? ledger.front[0] : name === "last" ? ledger.trials.length - 1 : /^\d+$/.test(name) ? Number(name) : undefined
  const trial = number === undefined ? undefined : ledger.trials[number]
  if (trial === undefined) throw fault("D144", { study: ledger.definition.name, trial: name, count: ledger.trials.length })
  return trial
}
