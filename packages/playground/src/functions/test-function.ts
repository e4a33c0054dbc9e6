import type { Config, Json } from "diapason/browser"

/** A function to race on. */
export interface TestFunction {
  readonly name: string
  readonly title: string
  /** What makes it hard, in one sentence. */
  readonly about: string
  readonly space: Readonly<Record<string, Json>>
  /** Its least value; absent where nobody knows it. */
  readonly optimum?: number
  readonly evaluate: (config: Config) => number
}

/** A number of a configuration; 0 where the parameter is not active. */
export const numberOf = (config: Config, name: string): number => {
  const value = config[name]
  return typeof value === "number" ? value : 0
}

/** A parameter on the line of numbers. */
interface Axis {
  readonly name: string
  readonly low: number
  readonly high: number
}

/** The numeric parameters of a function, in order. */
export const axesOf = ({ space }: TestFunction): readonly Axis[] =>
  Object.entries(space).flatMap(([name, spec]) => {
    const { low, high } = spec as { low?: number; high?: number }
    return low === undefined || high === undefined ? [] : [{ name, low, high }]
  })

/** The two axes of its plane, where it has just these two parameters. */
export const planeOf = (f: TestFunction): readonly [Axis, Axis] | undefined => {
  const [x, y] = axesOf(f)
  return x !== undefined && y !== undefined && Object.keys(f.space).length === 2 ? [x, y] : undefined
}
