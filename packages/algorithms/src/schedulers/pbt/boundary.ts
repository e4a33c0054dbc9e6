/** The steps at which members are compared: the multiples of `every` from the first step on, and the last step, where training ends. */
import { lastStep, type Trial } from "@diapason/core"
import type { Rules } from "./settings.ts"

/** The first boundary beyond a step. */
export function boundaryAfter({ every, first, last }: Rules, step: number): number {
  const next = (Math.floor(step / every) + 1) * every
  return Math.min(last, Math.max(next, Math.ceil(first / every) * every))
}

/** The last boundary before another one; 0 for the first. */
export function boundaryBefore(rules: Rules, boundary: number): number {
  const before = (Math.ceil(boundary / rules.every) - 1) * rules.every
  return before >= rules.first ? before : 0
}

/** Which comparison a step comes after. */
export const roundOf = ({ every }: Rules, step: number): number => Math.floor(step / every)

/** The boundary that the last report of a trial has come to or passed; undefined when there is none between it and the report before. */
export function boundaryReached(rules: Rules, { curve, parent }: Trial): number | undefined {
  const step = lastStep(curve)
  if (step === undefined) return undefined
  const before = curve.steps.at(-2) ?? parent?.step ?? 0
  return boundaryAfter(rules, before) <= step ? Math.max(boundaryBefore(rules, step + 1), boundaryAfter(rules, before)) : undefined
}
