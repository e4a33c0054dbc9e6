import { numbersIn } from "@diapason/core/protocol"

/** Counts what numbers a script showed by name, for the case that a declared metric never comes. At most 50 names. */
export function seenNumbers(): {
  readonly line: (text: string) => void
  readonly metrics: (metrics: Readonly<Record<string, number>>) => void
  readonly all: Seen
} {
  const all = new Map<string, { count: number; last: number }>()
  const count = (name: string, last: number): void => {
    const known = all.get(name)
    if (known !== undefined) Object.assign(known, { count: known.count + 1, last })
    else if (all.size < 50) all.set(name, { count: 1, last })
  }
  return {
    line: (text) => numbersIn(text).forEach(([name, x]) => count(name, x)),
    metrics: (metrics) => Object.entries(metrics).forEach(([name, x]) => count(name, x)),
    all,
  }
}

export type Seen = ReadonlyMap<string, { readonly count: number; readonly last: number }>
