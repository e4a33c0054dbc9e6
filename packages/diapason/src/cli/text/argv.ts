import { configToday, leavesToday, type Leaf, type Ledger, type Trial } from "@diapason/core"
import { flagWords, wordOf } from "@diapason/executors"
import { recordedStyle } from "../../views/recorded-style.ts"

/** The flags of a configuration as the command was given them: `--lr=0.00214 --bs=32`, `--no-amp`. */
export const flagsOf = (ledger: Ledger, trial: Trial): readonly string[] => flagWords(recordedStyle(ledger), configToday(ledger, trial))

/** The command line of a trial's configuration or, where none carries the values, where they go; undefined without a command. */
export const runText = (ledger: Ledger, trial: Trial): string | undefined =>
  shellLine(ledger, trial) ??
  (ledger.definition.command &&
    `the script reads no flags, so the values go into it: diapason best ${shellWord(ledger.definition.name)} --as code prints the best`)

/**
 * A command line for the shell that runs a trial's configuration by hand; undefined for a study without a command, and for one whose
 * script asks the study for its values, since it would run with its own.
 */
export function shellLine(ledger: Ledger, trial: Trial): string | undefined {
  const { command } = ledger.definition
  if (command === undefined) return undefined
  const values = new Map(leavesToday(ledger, trial).flatMap(({ path, flag, value }) => [[path, value] as const, [flag, value] as const]))
  const placed = /\{[A-Za-z_][\w.-]*\}/.test(command.join(" "))
  const words = command.map((word) =>
    word.replace(/\{([A-Za-z_][\w.-]*)\}/g, (written, name: string) => (values.has(name) ? wordOf(values.get(name)!) : written)),
  )
  const named = ({ path, flag }: Leaf): boolean => command.some((word) => word.includes(`{${path}}`) || word.includes(`{${flag}}`))
  if (recordedStyle(ledger).paramsVia === "none" && !leavesToday(ledger, trial).every(named)) return undefined
  return [...words, ...(placed ? [] : flagsOf(ledger, trial))].map(shellWord).join(" ")
}

/** A word as a POSIX shell reads it back. */
export const shellWord = (word: string): string => (/^[\w@%+=:,./{}-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)
