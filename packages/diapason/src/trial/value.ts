import { scheduleProblem, scheduleValue, type Schedule } from "@diapason/core/schedule"

/** What the value of a schedule depends on besides the step. */
export interface ValueOptions {
  /** The number of steps of the whole run: the fidelity's maximum unless given, else the count that `steps` was called with. */
  readonly total?: number
  /** For a schedule that waits for a plateau: the losses until now, in order, smaller is better. What was reported unless given. */
  readonly losses?: readonly number[]
}

/** The parameters that have a value at each step: numbers, schedules, and what the compiler knows nothing of. */
export type Valued<D> = {
  [K in keyof D]: D[K] extends number | { readonly form: string; readonly base: number } ? K : unknown extends D[K] ? K : never
}[keyof D] &
  string

/** A number is itself at every step; a schedule has its rate. Throws for what is neither, and for a schedule without a total. */
export function valueAt(name: string, value: unknown, step: number, { total, losses }: ValueOptions): number {
  if (typeof value === "number") return value
  if (value === undefined) throw new TypeError(`there is no parameter ${name}`)
  const problem = scheduleProblem(value)
  if (problem !== undefined) throw new TypeError(`${name} is neither a number nor a schedule: ${problem}`)
  if (total === undefined)
    throw new RangeError(
      `${name} is a schedule, and nothing says how long the run is: give { total: 100 }, or the study --fidelity epoch=1..100`,
    )
  return scheduleValue(value as Schedule, step, total, losses)
}

/** Keeps the values of the first metric that is ever reported, which is what a plateau is looked for in. */
export function watch(): { see(metrics: Readonly<Record<string, number>>): void; readonly losses: readonly number[] } {
  const losses: number[] = []
  let name: string | undefined
  return {
    see(metrics) {
      name ??= Object.keys(metrics)[0]
      const value = name === undefined ? undefined : metrics[name]
      if (value !== undefined) losses.push(value)
    },
    losses,
  }
}
