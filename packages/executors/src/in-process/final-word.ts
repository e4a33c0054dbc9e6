import type { Decision } from "@diapason/core"
import type { Outcome } from "./objective.ts"
import { TrialFailure } from "./trial-failure.ts"

/**
 * The final metrics in what an objective returned; undefined when it returned nothing or the decision that made it leave.
 * @param metric the name of the single objective, which a bare number is a value of
 * @throws TrialFailure for a value that is none of these
 */
export function finalWord(outcome: Outcome, metric: string | undefined): Readonly<Record<string, number>> | undefined {
  if (outcome === undefined || outcome === null) return undefined
  if (typeof outcome === "number") {
    if (metric === undefined)
      throw new TrialFailure("crash", "it returned a bare number, but there is not one objective: return { name: number }")
    return { [metric]: outcome }
  }
  if (isDecision(outcome)) return undefined
  const numbers = typeof outcome === "object" && Object.values(outcome).every((x) => typeof x === "number")
  if (!numbers) throw new TrialFailure("crash", `it returned ${describe(outcome)}, which is neither a number nor numbers by name`)
  return outcome as Readonly<Record<string, number>>
}

const isDecision = (outcome: object): outcome is Decision => typeof (outcome as Decision).action === "string"

const describe = (value: unknown): string => (JSON.stringify(value) ?? typeof value).slice(0, 80)
