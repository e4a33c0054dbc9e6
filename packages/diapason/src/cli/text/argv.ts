import { leavesToday, type Ledger, type Trial } from "@diapason/core"
import { wordOf } from "@diapason/executors"

/** The flags of a configuration: `--lr=0.00214 --bs=32`. */
export const flagsOf = (ledger: Ledger, trial: Trial): readonly string[] =>
  leavesToday(ledger, trial)
    .filter(({ value }) => value !== null)
    .map(({ flag, value }) => `--${flag}=${wordOf(value)}`)

/** A command line for the shell that runs a trial's configuration by hand; undefined for a study without a command. */
export function shellLine(ledger: Ledger, trial: Trial): string | undefined {
  const { command } = ledger.definition
  if (command === undefined) return undefined
  const values = new Map(leavesToday(ledger, trial).flatMap(({ path, flag, value }) => [[path, value] as const, [flag, value] as const]))
  const placed = /\{[A-Za-z_][\w.-]*\}/.test(command.join(" "))
  const words = command.map((word) =>
    word.replace(/\{([A-Za-z_][\w.-]*)\}/g, (written, name: string) => (values.has(name) ? wordOf(values.get(name)!) : written)),
  )
  return [...words, ...(placed ? [] : flagsOf(ledger, trial))].map(quoted).join(" ")
}

const quoted = (word: string): string => (/^[\w@%+=:,./{}-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)
