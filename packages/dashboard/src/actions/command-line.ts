import type { Verb } from "./verbs.ts"

/** The line that does the same in a terminal. */
export function commandOf(verb: Verb, study: string, trials: readonly number[], why = ""): string {
  const reason = why === "" ? [] : ["--reason", why]
  const named = trials.length === 0 ? [study] : trials.map((trial) => `${study}#${trial}`)
  return verb === "kill" ? lineOf(["stop", study, "--now", ...reason]) : lineOf([verb, ...named, ...reason])
}

/** A configuration that is put into the queue: `values` by the paths of parameters. */
export const enqueueLine = (study: string, values: Readonly<Record<string, unknown>>, label = ""): string =>
  lineOf([
    "enqueue",
    study,
    ...Object.entries(values).map(([path, value]) => `${path}=${typeof value === "string" ? value : JSON.stringify(value)}`),
    ...(label === "" ? [] : ["--label", label]),
  ])

/** Words of the command line as a shell reads them. */
export const lineOf = (words: readonly string[]): string => ["diapason", ...words].map(quoted).join(" ")

const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)
