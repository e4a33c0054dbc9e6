/** What is not carried over, each thing once and in the order in which it came up. */
export interface Losses {
  add(line: string): void
  /** Nothing for none. */
  count(count: number, one: string, many: string, more?: string): void
  readonly lines: readonly string[]
}

export function createLosses(): Losses {
  const lines = new Set<string>()
  return {
    add: (line) => void lines.add(line),
    count(count, one, many, more) {
      if (count > 0) lines.add(`${count === 1 ? `1 ${one}` : `${count} ${many}`}${more === undefined ? "" : `: ${more}`}`)
    },
    get lines() {
      return [...lines]
    },
  }
}

/** How often each word comes up. */
export function counted(words: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return counts
}
