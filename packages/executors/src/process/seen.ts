import { numbersIn } from "@diapason/core/protocol"

/** What numbers a script showed by name before one of the metrics that were declared, for the case that none of those ever comes. */
interface SeenNumbers {
  line(text: string): void
  metrics(metrics: Readonly<Record<string, number>>): void
  /** Whether a declared metric has come. */
  readonly declared: boolean
  /** At most 50 names. */
  readonly all: Seen
}

export function seenNumbers(names: readonly string[]): SeenNumbers {
  let declared = false
  const all = new Map<string, { count: number; last: number }>()
  const count = (name: string, last: number): void => {
    const known = all.get(name)
    if (known !== undefined) Object.assign(known, { count: known.count + 1, last })
    else if (all.size < 50) all.set(name, { count: 1, last })
  }
  return {
    line(text) {
      if (!declared) numbersIn(text).forEach(([name, x]) => count(name, x))
    },
    metrics(metrics) {
      if (!declared) Object.entries(metrics).forEach(([name, x]) => count(name, x))
      declared ||= names.some((name) => Object.hasOwn(metrics, name))
    },
    get declared() {
      return declared
    },
    all,
  }
}

export type Seen = ReadonlyMap<string, { readonly count: number; readonly last: number }>
