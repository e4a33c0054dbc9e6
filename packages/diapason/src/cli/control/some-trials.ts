import { fault, type Ledger, type Trial } from "@diapason/core"
import { splitTrial } from "../study/trial-of.ts"

/** Trials as a person names them: `17`, `study#17`, `3..9`, `best`, `failed`, `running`, `last`. */
interface NamedTrials {
  /** The study that was named with them. */
  readonly study?: string
  readonly names: readonly string[]
}

/** The words of a command that name trials. Throws D140 when none does. */
export function namedTrials(words: readonly string[], verb: string): NamedTrials {
  const split = words.map(splitTrial)
  const study = split.find((one) => one.study !== undefined)?.study
  if (split.length === 0) throw fault("D140", { flag: verb, text: "(nothing)", expected: "a trial, as in 17, 3..9 or failed," })
  return { names: split.map(({ trial }) => trial), ...(study !== undefined && { study }) }
}

/** The trials of that name in the order of their numbers, each once. Throws D144 where there is none of that number or name. */
export function someTrials(ledger: Ledger, names: readonly string[]): readonly Trial[] {
  const numbers = new Set(names.flatMap((name) => numbersOf(ledger, name)))
  return [...numbers].sort((a, b) => a - b).map((n) => ledger.trials[n]!)
}

function numbersOf(ledger: Ledger, name: string): readonly number[] {
  const { trials, front, definition } = ledger
  const numbered = (test: (trial: Trial) => boolean): readonly number[] => trials.filter(test).map(({ number }) => number)
  switch (name) {
    case "best":
    case "pareto":
      return front
    case "failed":
    case "running":
    case "paused":
      return numbered(({ state }) => state === name)
  }
  const range = /^(\d+)(?:\.\.(\d+))?$/.exec(name)
  const from = name === "last" ? trials.length - 1 : Number(range?.[1] ?? -1)
  const to = Number(range?.[2] ?? from)
  if (from < 0 || to >= trials.length || to < from) throw fault("D144", { study: definition.name, trial: name, count: trials.length })
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}
