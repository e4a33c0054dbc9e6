import type { Json } from "@diapason/core"

interface Value {
  readonly path: string
  readonly flag: string
  readonly value: Json
}

/**
 * A line for a shell that runs the trial's command by hand with the same values and seed: placeholders are filled, and where the command has none
 * the values follow as flags. Undefined for a study that runs no command.
 */
export function reproduceLine(command: readonly string[] | undefined, values: readonly Value[], seed: number): string | undefined {
  if (command === undefined || command.length === 0) return undefined
  let filled = 0
  const words = command.map((word) =>
    word.replace(/\{([^{}]+)\}/g, (all, name: string) => {
      const found = values.find(({ path, flag }) => path === name || flag === name)
      if (found === undefined) return name === "seed" ? (filled++, String(seed)) : all
      filled++
      return textOf(found.value)
    }),
  )
  const flags = filled > 0 ? [] : values.map(({ flag, value }) => `--${flag}=${textOf(value)}`)
  return [`DIAPASON_SEED=${seed}`, ...[...words, ...flags].map(shellWord)].join(" ")
}

/** A word as a POSIX shell reads it back. */
export const shellWord = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)

const textOf = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(value))
