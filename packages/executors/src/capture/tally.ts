/** One value of a metric. */
interface Value {
  readonly name: string
  readonly value: number
  readonly step: number
  /** What gave the step; empty when it was counted. */
  readonly from: string
  readonly form: string
  /** The line it stands in, and its number from 1. */
  readonly text?: string
  readonly line?: number
}

/** All values of a metric, counted. */
export interface Tallied {
  readonly name: string
  readonly values: number
  /** How many steps have one. */
  readonly steps: number
  readonly first: Value
  readonly last: number
  /** How many are nan or infinite. */
  readonly notFinite: number
}

/** Counts values by metric. */
export function tally(): { add(value: Value): void; all(): readonly Tallied[]; steps(): number } {
  const all = new Map<string, { values: number; steps: Set<number>; first: Value; last: number; notFinite: number }>()
  const steps = new Set<number>()
  return {
    add(value) {
      const { name, step, value: last } = value
      const known = all.get(name) ?? { values: 0, steps: new Set<number>(), first: value, last, notFinite: 0 }
      known.values++
      known.steps.add(step)
      steps.add(step)
      known.last = last
      if (!Number.isFinite(last)) known.notFinite++
      all.set(name, known)
    },
    all: () => [...all].map(([name, { steps: own, ...rest }]) => ({ name, ...rest, steps: own.size })),
    steps: () => steps.size,
  }
}
