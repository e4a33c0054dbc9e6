import type { Ledger } from "@diapason/core"
import type { Evidence } from "./evidence.ts"

/** The trials that took one way at a choice on which other parameters depend. */
interface Branch {
  /** `optimizer = sgd` */
  readonly name: string
  readonly evidence: Evidence
}

/** For each choice that others depend on, and each of its values that was tried, most trials first. */
export function branchesOf(ledger: Ledger, evidence: Evidence): readonly Branch[] {
  const parents = new Set(ledger.space.parameters.flatMap(({ condition }) => condition?.parents.map(({ name }) => name) ?? []))
  const branches = evidence.features.flatMap(({ name, parameter, levels }, j) => {
    if (levels === 0 || !parents.has(name) || parameter.kind !== "choice") return []
    return parameter.values.map((value, level) => ({
      name: `${name} = ${typeof value === "string" ? value : JSON.stringify(value)}`,
      evidence: where(evidence, j, level),
    }))
  })
  return branches.filter((branch) => branch.evidence.trials.length > 0).sort((a, b) => b.evidence.trials.length - a.evidence.trials.length)
}

/** The trials with this value, and the parameters that still differ among them. */
function where(evidence: Evidence, j: number, level: number): Evidence {
  const width = evidence.features.length
  const { units } = evidence
  const rows = Array.from(evidence.trials, (_, i) => i).filter((i) => units[i * width + j] === level)
  const kept = evidence.features.flatMap((_, f) => {
    const values = new Set(rows.map((i) => units[i * width + f]!).filter((unit) => unit === unit))
    return values.size > 1 ? [f] : []
  })
  return {
    features: kept.map((f) => ({ ...evidence.features[f]!, conditional: rows.some((i) => Number.isNaN(units[i * width + f])) })),
    trials: Int32Array.from(rows, (i) => evidence.trials[i]!),
    losses: Float64Array.from(rows, (i) => evidence.losses[i]!),
    units: Float64Array.from(rows.flatMap((i) => kept.map((f) => units[i * width + f]!))),
    leftOut: [],
  }
}
