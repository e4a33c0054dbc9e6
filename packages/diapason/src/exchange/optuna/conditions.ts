import { canonicalJson, type Json } from "@diapason/core"

/** Values of one trial by the names of parameters; a parameter that it had not is absent. */
export type Values = ReadonlyMap<string, Json>

/** What is known of a parameter that may be what another depends on. */
export interface Candidate {
  readonly name: string
  readonly type: "choice" | "int" | "other"
}

/**
 * When a parameter was there, as far as one other tells: where trials had it exactly when a choice had one of some values, or when a whole
 * number reached a bound, as the number of layers does. `candidates` come in the order in which trials drew them. Undefined where none tells.
 */
export function conditionOf(name: string, trials: readonly Values[], candidates: readonly Candidate[]): Json | undefined {
  const earlier = candidates.slice(
    0,
    candidates.findIndex((one) => one.name === name),
  )
  const having = trials.filter((values) => values.has(name))
  const lacking = trials.filter((values) => !values.has(name))
  for (const parent of earlier) {
    if (having.some((values) => !values.has(parent.name))) continue
    const condition = parent.type === "choice" ? choiceOf(parent.name, having, lacking) : boundOf(parent, having, lacking)
    if (condition !== undefined) return condition
  }
  return undefined
}

function choiceOf(parent: string, having: readonly Values[], lacking: readonly Values[]): Json | undefined {
  const withIt = new Map(having.map((values) => [canonicalJson(values.get(parent)!), values.get(parent)!]))
  if (lacking.some((values) => values.has(parent) && withIt.has(canonicalJson(values.get(parent)!)))) return undefined
  return { [parent]: [...withIt.values()] }
}

function boundOf({ name, type }: Candidate, having: readonly Values[], lacking: readonly Values[]): Json | undefined {
  // In an expression the name must read as one.
  if (type !== "int" || !/^[A-Za-z_]\w*$/.test(name)) return undefined
  const numbers = (trials: readonly Values[]): number[] => trials.flatMap((values) => (values.has(name) ? [Number(values.get(name))] : []))
  const [there, gone] = [numbers(having), numbers(lacking)]
  const least = (all: readonly number[]): number => all.reduce((a, b) => Math.min(a, b), Infinity)
  const most = (all: readonly number[]): number => all.reduce((a, b) => Math.max(a, b), -Infinity)
  if (least(there) > most(gone)) return `${name} >= ${least(there)}`
  return most(there) < least(gone) ? `${name} <= ${most(there)}` : undefined
}
