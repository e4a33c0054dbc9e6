import type { Job } from "@diapason/algorithms"
import { fault, type Code, type Ledger, type Parameter, type ParameterJson, type Space, type Wanted } from "@diapason/core"

/** What the linter looks at: a study before it begins, and what it has found so far where it has begun. */
export interface Subject {
  readonly wanted: Wanted
  readonly space: Space
  readonly baselines: readonly { readonly config: Readonly<Record<string, unknown>>; readonly label?: string }[]
  readonly slots: number
  readonly ledger?: Ledger
  /** The job of the library that its command was recognised as. */
  readonly job?: Job
}

/** One thing that likely is not as it was meant. */
export interface Finding {
  readonly code: Code
  readonly level: "warn" | "hint"
  /** The parameter that it concerns. */
  readonly parameter?: string
  readonly what: string
  readonly why: string
  readonly fix: string
  /** The parameter in the one-line form that would mend it. */
  readonly spec?: string
}

/** A rule of the linter: what it finds, or nothing. */
export type Rule = (subject: Subject) => readonly Finding[]

/** A finding in the words of its code. */
export function finding<C extends Code>(
  code: C,
  level: Finding["level"],
  facts: Parameters<typeof fault<C>>[1],
  more: { readonly parameter?: string; readonly spec?: string } = {},
): Finding {
  const { what, why, mend } = fault(code, facts).words
  return { code, level, ...more, what, why, fix: mend }
}

/** The declarations on the first level of a space, by name. */
export const declared = ({ json }: Space): readonly (readonly [string, ParameterJson])[] =>
  Object.entries(json as unknown as Readonly<Record<string, ParameterJson>>)

/** A number as people write it: `1e-6`, `0.05`. */
export const short = (n: number): string => {
  const plain = String(Number(n.toPrecision(4)))
  return plain.length > 7 || (n !== 0 && Math.abs(n) < 1e-3) ? n.toExponential().replace("e+", "e") : plain
}

/** Whether a value of a numeric primitive lies at one of its ends, within a twentieth of its range on its own scale. */
export function endOf(parameter: Parameter, unit: number): "lower" | "upper" | undefined {
  if (parameter.kind !== "float" && parameter.kind !== "int" && parameter.kind !== "ordinal") return undefined
  return unit <= 0.05 ? "lower" : unit >= 0.95 ? "upper" : undefined
}
