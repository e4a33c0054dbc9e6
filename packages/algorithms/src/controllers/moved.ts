import { flatInForce, flatten, levels, valueAt, spaceOf, type Ledger, type Parameter, type RunningTrial, type Update } from "@diapason/core"
import type { Changes } from "./controller.ts"
import { figure } from "./figure.ts"

/** No value is lowered below this part of what the trial was born with. */
const least = 1 / 1000

/**
 * The update that takes a parameter of a trial to `wanted(now)`, or as near to it as its domain and a thousandth of its first value allow.
 * Undefined where that changes nothing, and where the parameter is inactive or its value no number.
 */
export function moved(
  trial: RunningTrial,
  ledger: Ledger,
  { param, apply = "next-step" }: Changes,
  wanted: (now: number) => number,
  why: string,
): Update | undefined {
  const parameter = spaceOf(ledger, trial).parameters.find(({ name }) => name === param)
  const now = flatInForce(spaceOf(ledger, trial), trial)[param]
  const born = flatten(spaceOf(ledger, trial), trial.config)[param]
  if (parameter === undefined || typeof now !== "number" || typeof born !== "number") return undefined
  const target = wanted(now)
  const to = nearestValue(parameter, target < now ? Math.max(target, Math.min(now, born * least)) : target)
  if (to === undefined || to === now || to < Math.min(now, born * least)) return undefined
  return { action: "update", config: { [param]: to }, apply, why: `${why}; ${param} ${figure(now)} → ${figure(to)}` }
}

/** The value of a parameter nearest to a number; among listed values the nearest by its ratio where all are above 0. */
export function nearestValue(parameter: Parameter, x: number): number | undefined {
  if (Number.isNaN(x)) return undefined
  switch (parameter.kind) {
    case "float":
      if (parameter.step === undefined) return Math.min(parameter.high, Math.max(parameter.low, x))
      return onGrid(parameter, (x - parameter.low) / parameter.step)
    case "int":
      if (parameter.scale !== "pow2") return onGrid(parameter, (x - parameter.low) / (parameter.step ?? 1))
      return nearestOf(
        Array.from({ length: levels(parameter) }, (_, k) => valueAt(parameter, k) as number),
        x,
      )
    case "choice":
    case "ordinal":
      return nearestOf(
        parameter.values.filter((value) => typeof value === "number"),
        x,
      )
    case "constant":
      return undefined
  }
}

const onGrid = (parameter: Parameter, k: number): number =>
  valueAt(parameter, Math.min(levels(parameter) - 1, Math.max(0, Math.round(k)))) as number

function nearestOf(values: readonly number[], x: number): number | undefined {
  const apart = x > 0 && values.every((value) => value > 0) ? ratio : (a: number, b: number) => Math.abs(a - b)
  return values.reduce<number | undefined>(
    (best, value) => (best === undefined || apart(value, x) < apart(best, x) ? value : best),
    undefined,
  )
}

const ratio = (a: number, b: number): number => Math.max(a, b) / Math.min(a, b)
